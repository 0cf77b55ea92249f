import type { Json } from '../../domain/canonical-json.ts';
import type { Source, ToolCall, ToolName } from '../../domain/tools/tool.ts';

const partOf = (input: Json, name: string): string => {
  const value = typeof input === 'object' && input !== null && !Array.isArray(input) && name in input;
  const part = value ? (input as { [name: string]: Json })[name] : undefined;
  return typeof part === 'string' ? `“${part}”` : 'something';
};

const tries: Record<ToolName, (input: Json) => string> = {
  calculate: (input) => `Work out ${partOf(input, 'expression')}`,
  date_time: () => 'Look at the clock',
  list_files: () => 'List the files',
  read_file: (input) => `Read ${partOf(input, 'path')}`,
  search_files: (input) => `Search the files for ${partOf(input, 'query')}`,
  search_conversations: (input) => `Search conversations for ${partOf(input, 'query')}`,
  write_file: (input) => `Write ${partOf(input, 'path')}`,
  append_file: (input) => `Add to ${partOf(input, 'path')}`,
  rename_file: (input) => `Rename ${partOf(input, 'from')} to ${partOf(input, 'to')}`,
  delete_file: (input) => `Delete ${partOf(input, 'path')}`,
  add_to_list: (input) => `Add to the list ${partOf(input, 'list')}`,
  set_reminder: (input) => `Set a reminder for ${partOf(input, 'text')}`,
};

const isToolName = (name: string): name is ToolName => Object.hasOwn(tries, name);

/** What a call is for, without a full stop: "Read “trip.md”". A learned tool says its name. */
export const trying = ({ tool, input }: Pick<ToolCall, 'tool' | 'input'>): string =>
  isToolName(tool) ? tries[tool](input) : `Use “${tool}”`;

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
