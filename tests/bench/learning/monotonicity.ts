import { entails } from '../../../src/domain/screening/monotonicity.ts';
import { measured } from './figures.ts';
import type { Figures } from './tally.ts';

/** Rows of MED: genre, two sentences, gold label. How often the words alone tell whether the first entails the second. */
export function monotonicity(lines: readonly string[]): Figures {
  const judged = lines.map((line, place) => {
    const [genre = '', first = '', second = '', gold = ''] = line.split('\t');
    return {
      id: `${place + 2}`,
      genre,
      first,
      second,
      want: gold.trim() === 'entailment',
      got: entails(first, second) === 'entailed',
    };
  });
  const of = (name: string, marker: string) => {
    const some = judged.filter(({ genre }) => marker === '' || genre.includes(marker));
    const right = some.filter(({ want, got }) => want === got).length;
    return { ...measured(`${name}: right ${(right / (some.length || 1)).toFixed(3)}`, some), n: some.length };
  };
  const rows = [
    of('all', ''),
    of('upward', 'upward'),
    of('downward', 'downward'),
    of('neither', 'non_monotone'),
  ];
  const misses = judged
    .filter(({ want, got }) => want !== got)
    .map(({ id, first, second, want, got }) => ({
      id,
      want: String(want),
      got: String(got),
      text: `${first} | ${second}`,
    }));
  return { rows, misses };
}
