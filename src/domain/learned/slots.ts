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

const lengths: Record<string, string> = {
  short: 'Keep answers short.',
  brief: 'Keep answers short.',
  detailed: 'Give detailed answers.',
  long: 'Give detailed answers.',
};

/** A preference as a sentence to the assistant: "Use metric units." */
export function preferenceSentence(slot: Slot, value: string): string {
  switch (slot) {
    case 'name':
      return `Call me ${value}.`;
    case 'language':
      return `Answer in ${value}.`;
    case 'units':
      return `Use ${value} units.`;
    case 'currency':
      return `Give prices in ${value}.`;
    case 'date_format':
      return `Write dates as ${value}.`;
    case 'time_format':
      return `Write times in the ${value} format.`;
    case 'week_start':
      return `Start the week on ${value.slice(0, 1).toUpperCase()}${value.slice(1)}.`;
    case 'verbosity':
      return lengths[value] ?? `Length of answers: ${value}.`;
    case 'tone':
      return `Use a ${value} tone.`;
    case 'emoji':
      return value === 'never' ? 'Use no emoji.' : `Use emoji: ${value}.`;
    case 'code_language':
      return `Write code in ${value}.`;
    case 'indentation':
      return `Indent code with ${value}.`;
    case 'free':
      return /[.!?]$/.test(value) ? value : `${value}.`;
  }
}
