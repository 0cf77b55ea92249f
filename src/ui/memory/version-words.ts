import { sentenceOf } from '../../domain/learned/prompt-lines.ts';
import type { ItemKind, LearnedItem } from '../../domain/learned/state.ts';
import { wordDiff, type DiffPart } from '../../domain/learned/word-diff.ts';
import type { VersionSummary } from '../../domain/ports-learning.ts';
import { itemInWords, scopeNames } from '../inbox/proposal-words.ts';

/** Why there is this version. */
export function causeInWords({
  cause,
  restoredFrom,
}: Pick<VersionSummary, 'cause' | 'restoredFrom'>): string {
  switch (cause) {
    case 'started':
      return 'The beginning: nothing learned';
    case 'approved':
      return 'You approved a change';
    case 'retired':
      return 'You retired something';
    case 'restored':
      return restoredFrom === undefined
        ? 'You restored an earlier version'
        : `You restored version ${restoredFrom}`;
  }
}

export interface VersionChange {
  added: LearnedItem[];
  removed: LearnedItem[];
}

/** What came and what went between two versions. */
export function changesBetween(before: readonly LearnedItem[], after: readonly LearnedItem[]): VersionChange {
  const missing = (from: readonly LearnedItem[], among: readonly LearnedItem[]) =>
    from.filter(({ id }) => !among.some((item) => item.id === id));
  return { added: missing(after, before), removed: missing(before, after) };
}

/** All that a version holds, as the prompt says it: rules in order, then preferences, then tools. */
export function stateText(items: readonly LearnedItem[]): string {
  const lines = (kind: ItemKind) => items.filter((item) => item.kind === kind).map(lineOf);
  return [...lines('rule'), ...lines('preference'), ...lines('tool')].join('\n');
}

const lineOf = (item: LearnedItem) =>
  item.kind === 'tool' ? `Tool: ${itemInWords(item)}` : sentenceOf(item);

/** The difference word by word; empty where both say the same. */
export function stateDiff(before: readonly LearnedItem[], after: readonly LearnedItem[]): DiffPart[] {
  const parts = wordDiff(stateText(before), stateText(after));
  return parts.every(({ kind }) => kind === 'same') ? [] : parts;
}

/** "versions 2 to 4 and 6". */
export function versionsInWords(numbers: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const number of numbers.toSorted((one, other) => one - other)) {
    const last = runs.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  const words = runs.map(([first, last]) => (first === last ? `${first}` : `${first} to ${last}`));
  return `${numbers.length === 1 ? 'version' : 'versions'} ${new Intl.ListFormat('en-GB').format(words)}`;
}

/** That texts are missing, or undefined where none is. */
export function forgottenInWords(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1
    ? 'One text that it held was forgotten, and does not come back.'
    : `${count} texts that it held were forgotten, and do not come back.`;
}

/** With its occasion, where it has one: "In code: Indent code with tabs". */
export const withScope = (
  item: Pick<LearnedItem, 'kind' | 'scope' | 'slot'> & { text: string | null },
): string =>
  item.scope === 'always' ? itemInWords(item) : `${scopeNames[item.scope]}: ${itemInWords(item)}`;
