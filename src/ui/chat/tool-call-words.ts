import type { Json } from '../../domain/canonical-json.ts';
import type { Source, ToolCall, ToolName } from '../../domain/tools/tool.ts';

const partOf = (input: Json, name: string): string => {
  const value = typeof input === 'object' && input !== null && !Array.isArray(input) && name in input;
  const part = value ? (input as { [name: string]: Json })[name] : undefined;
  return typeof part === 'string' ? `“${part}”` : 'something';
};

interface Deed {
  /** "Read", as a wish. */
  wish: string;
  /** "Reading", while it happens. */
  now: string;
  /** What comes after the verb. */
  rest(input: Json): string;
}

const deed = (wish: string, now: string, rest: Deed['rest']): Deed => ({ wish, now, rest });

const deeds: Record<ToolName, Deed> = {
  calculate: deed('Work out', 'Working out', (input) => partOf(input, 'expression')),
  date_time: deed('Look', 'Looking', () => 'at the clock'),
  list_files: deed('List', 'Listing', () => 'the files'),
  read_file: deed('Read', 'Reading', (input) => partOf(input, 'path')),
  search_files: deed('Search', 'Searching', (input) => `the files for ${partOf(input, 'query')}`),
  search_conversations: deed('Search', 'Searching', (input) => `conversations for ${partOf(input, 'query')}`),
  write_file: deed('Write', 'Writing', (input) => partOf(input, 'path')),
  append_file: deed('Add', 'Adding', (input) => `to ${partOf(input, 'path')}`),
  rename_file: deed('Rename', 'Renaming', (input) => `${partOf(input, 'from')} to ${partOf(input, 'to')}`),
  delete_file: deed('Delete', 'Deleting', (input) => partOf(input, 'path')),
  add_to_list: deed('Add', 'Adding', (input) => `to the list ${partOf(input, 'list')}`),
  set_reminder: deed('Set', 'Setting', (input) => `a reminder for ${partOf(input, 'text')}`),
};

const isToolName = (name: string): name is ToolName => Object.hasOwn(deeds, name);

const said = (verb: 'wish' | 'now', { tool, input }: Pick<ToolCall, 'tool' | 'input'>) => {
  if (isToolName(tool)) return `${deeds[tool][verb]} ${deeds[tool].rest(input)}`;
  return `${verb === 'wish' ? 'Use' : 'Using'} “${tool}”`;
};

/** What a call is for, without a full stop: "Read “trip.md”". A learned tool says its name. */
export const trying = (call: Pick<ToolCall, 'tool' | 'input'>): string => said('wish', call);

/** The same while it happens: "Reading “trip.md”". */
export const doing = (call: Pick<ToolCall, 'tool' | 'input'>): string => said('now', call);

/** "An API key was masked. A password was masked." */
export const maskedInWords = (kinds: readonly string[]): string =>
  kinds.map((kind) => `${kind.charAt(0).toUpperCase()}${kind.slice(1)} was masked.`).join(' ');

/** The input as names and values, in its order. */
export function inputRows(input: Json): { name: string; value: string }[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return input === null ? [] : [{ name: 'input', value: valueInWords(input) }];
  return Object.entries(input).map(([name, value]) => ({ name, value: valueInWords(value ?? null) }));
}

export const valueInWords = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);

/** "the file “mail.txt”, which you did not write here". */
export function sourceInWords(source: Source): string {
  switch (source.kind) {
    case 'file':
      return `the file “${source.path}”, which you did not write here`;
    case 'pasted':
      return 'a text that you pasted or shared';
    case 'tool':
      return `the tool “${source.name}”`;
    case 'conversation':
      return 'an earlier conversation';
  }
}

/** "a, b and c". */
export const sourcesInWords = (sources: readonly Source[]): string =>
  new Intl.ListFormat('en').format(sources.map(sourceInWords));
