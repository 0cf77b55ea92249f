import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNoticer } from '../../src/domain/noticing/notice.ts';
import turnWeights from '../../src/domain/noticing/turn-weights.json';
import knownWords from '../../src/domain/screening/known-words.json';
import pairWeights from '../../src/domain/screening/pair-weights.json';
import ruleWeights from '../../src/domain/screening/rule-weights.json';
import { createScreen } from '../../src/domain/screening/screen.ts';
import { conflicts } from './learning/conflicts.ts';
import { importedLines } from './learning/imported-lines.ts';
import { imports } from './learning/imports.ts';
import { monotonicity } from './learning/monotonicity.ts';
import { preferencesBench } from './learning/preferences.ts';
import { rules } from './learning/rules.ts';
import type { Figures } from './learning/tally.ts';
import { times } from './learning/times.ts';

const screen = createScreen(ruleWeights, pairWeights, knownWords);
const noticer = createNoticer(turnWeights);

const jsonLines = (path: string): unknown[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line));

/** What measures a file, by how its name begins. */
const measures: [string, (path: string) => Figures][] = [
  ['preferences', (path) => preferencesBench(jsonLines(path), noticer)],
  ['rules', (path) => rules(jsonLines(path), screen)],
  ['conflicts', (path) => conflicts(jsonLines(path), screen)],
  ['imported-lines', (path) => importedLines(jsonLines(path), screen)],
  ['imports', (path) => imports(jsonLines(path), screen)],
  ['monotonicity', (path) => monotonicity(readFileSync(path, 'utf8').trim().split('\n').slice(1))],
];

/** Milliseconds for reading one turn and screening one proposal, the mean of 500. */
function timeOfATurn(): number {
  const turn = { text: 'Thanks. From now on always use metric units in every recipe.', foreign: [] };
  const subject = { kind: 'rule', text: 'Use metric units in every recipe.', scope: 'always' } as const;
  const active = Array.from({ length: 20 }, (_one, place) => ({
    ...subject,
    id: `${place}`,
    text: `Keep part ${place} of a plan short.`,
  }));
  const rounds = 500;
  const started = performance.now();
  for (let round = 0; round < rounds; round++) {
    noticer.notice(turn);
    screen(subject, { active, rejected: [], foreignTexts: [] });
  }
  return (performance.now() - started) / rounds;
}

const share = (value: number | undefined) => (value === undefined ? '' : value.toFixed(3));

function print(file: string, { rows, misses }: Figures): void {
  console.log(`\n${file}`);
  for (const { layer, precision, recall, f1, falseAlarms, n } of rows)
    console.log(
      `  ${layer}: precision ${share(precision)} recall ${share(recall)} F1 ${share(f1)} false alarms ${share(falseAlarms)} (${n})`,
    );
  for (const { id, want, got, text } of misses)
    console.log(`    miss ${id}: ${want} → ${got} | ${text.slice(0, 120)}`);
}

/** `--data DIR [--json]`: precision, recall and misses of each labelled file of a folder. Without it: times in the built app. */
export async function bench(words: readonly string[]): Promise<void> {
  if (words.length === 0) return times();
  const folder = words[words.indexOf('--data') + 1];
  if (!words.includes('--data') || folder === undefined) {
    console.error('Say where the labelled files are: npm run bench -- learning --data DIR');
    process.exitCode = 2;
    return;
  }
  const found = readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const measure = measures.find(([start]) => file.startsWith(`${start}.`))?.[1];
      return measure === undefined ? [] : [{ file, ...measure(join(folder, file)) }];
    });
  const msPerTurn = timeOfATurn();
  if (words.includes('--json')) {
    console.log(JSON.stringify({ files: found, msPerTurn }));
    return;
  }
  for (const { file, ...figures } of found) print(file, figures);
  console.log(`\nReading and screening one turn: ${msPerTurn.toFixed(2)} ms (budget 5)`);
}
