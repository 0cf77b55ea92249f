/** Slots whose values the whole app understands and obeys. Anything else is `free`. */
export const typedSlots = [
  'name',
  'language',
  'units',
  'currency',
  'date_format',
  'time_format',
  'week_start',
  'verbosity',
  'tone',
  'emoji',
  'code_language',
  'indentation',
] as const;

export type TypedSlot = (typeof typedSlots)[number];
export type Slot = TypedSlot | 'free';

export const isSlot = (value: unknown): value is Slot =>
  value === 'free' || typedSlots.some((slot) => slot === value);

/** What a screen calls a slot. */
export const slotNames: Record<Slot, string> = {
  name: 'Name',
  language: 'Language',
  units: 'Units',
  currency: 'Currency',
  date_format: 'Date format',
  time_format: 'Time format',
  week_start: 'First day of the week',
  verbosity: 'Length of answers',
  tone: 'Tone',
  emoji: 'Emoji',
  code_language: 'Programming language',
  indentation: 'Indentation',
  free: 'Other',
};
