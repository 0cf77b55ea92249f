import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { knownShare } from '../../src/domain/screening/understanding.ts';
import { wordsOf } from '../../src/domain/text/words.ts';

const fewestLines = 3;
const linesOf = (name: string): string[] =>
  readFileSync(`tests/train/corpus/${name}`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('\t').slice(1).join(' '));

/** The words that stand in at least three lines of the corpora that are trained on. */
export function run(): void {
  const names = readdirSync('tests/train/corpus').filter((name) => name.endsWith('.tsv'));
  const counts = new Map<string, number>();
  for (const line of names.filter((name) => !name.includes('held-out')).flatMap(linesOf))
    for (const word of new Set(wordsOf(line)))
      if (/^[a-z][a-z']*$/.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = [...counts].filter(([, count]) => count >= fewestLines).map(([word]) => word);
  writeFileSync(
    'src/domain/screening/known-words.json',
    `${JSON.stringify({ words: words.sort().join(' ') })}\n`,
  );
  const known = new Set(words);
  for (const name of names.filter((name) => name.includes('held-out'))) {
    const lines = linesOf(name);
    const strange = lines.filter((line) => knownShare(line, known) < 0.5);
    console.log(`${name}: ${strange.length} of ${lines.length} lines are not understood`);
  }
  console.log(`${words.length} words`);
}
