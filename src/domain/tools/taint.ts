/**
 * Where the words of a call may come from. Coarse within a turn: once a text from elsewhere was read, whatever is written after it
 * may be that text's wish, however it is put. Older texts count where the call repeats them.
 */
import type { Json } from '../canonical-json.ts';
import type { Message } from '../conversation.ts';
import type { Source } from './tool.ts';

/** A text that the person did not type, and where it is from. */
export interface ForeignText {
  source: Source;
  text: string;
}

/** Words in a row that are no chance. */
const runOfWords = 4;

/** Texts from elsewhere that stand in a conversation: what tools read, and what was pasted, dropped or shared. */
export function foreignIn(branch: readonly Message[]): ForeignText[] {
  return branch.flatMap((message): ForeignText[] => {
    if (message.role === 'user')
      return message.provenance.map(({ from, to }) => ({
        source: { kind: 'pasted' },
        text: message.shown.slice(from, to),
      }));
    return (message.calls ?? []).flatMap(({ state }) =>
      state.kind === 'done'
        ? (state.sources ?? []).map((source) => ({ source, text: JSON.stringify(state.output) }))
        : [],
    );
  });
}

/** The sources that a call's input may come from: all of this turn, and older ones whose words it repeats. */
export function taintOf(input: Json, now: readonly Source[], earlier: readonly ForeignText[]): Source[] {
  const wanted = wordsOf(JSON.stringify(input));
  const repeated = earlier.filter(({ text }) => shares(wanted, wordsOf(text)));
  return distinct([...now, ...repeated.map(({ source }) => source)]);
}

export const distinct = (sources: readonly Source[]): Source[] => [
  ...new Map(sources.map((source) => [JSON.stringify(source), source])).values(),
];

function shares(wanted: readonly string[], text: readonly string[]): boolean {
  const runs = new Set(runsOf(text));
  const rare = new Set(text.filter((word) => word.length >= 12));
  return runsOf(wanted).some((run) => runs.has(run)) || wanted.some((word) => rare.has(word));
}

const runsOf = (words: readonly string[]): string[] =>
  words.slice(runOfWords - 1).map((_, start) => words.slice(start, start + runOfWords).join(' '));

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}_.-]+/gu) ?? [];
