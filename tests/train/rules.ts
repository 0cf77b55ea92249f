import { readFileSync, writeFileSync } from 'node:fs';
import { ruleBits, ruleFeatures } from '../../src/domain/screening/classifier.ts';
import knownWords from '../../src/domain/screening/known-words.json';
import { normalise } from '../../src/domain/screening/normalise.ts';
import pairWeights from '../../src/domain/screening/pair-weights.json';
import { createScreen } from '../../src/domain/screening/screen.ts';
import { createLinearClassifier, type LinearWeights } from '../../src/domain/text/linear-classifier.ts';
import { seeded, shuffled, train } from './softmax.ts';

interface Line {
  label: string;
  text: string;
}

const linesOf = (name: string): Line[] =>
  readFileSync(`tests/train/corpus/${name}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map((row) => ({ label: row[0] ?? '', text: row.at(-1) ?? '' }));

/** The rules of the pairs' corpus: all harmless, and plain as most are. */
const plainRules = (): Line[] =>
  ['pairs-hand.tsv', 'pairs-heldout.tsv', 'pairs-a.tsv', 'pairs-b.tsv'].flatMap((name) =>
    readFileSync(`tests/train/corpus/${name}`, 'utf8')
      .trim()
      .split('\n')
      .flatMap((line) => line.split('\t').slice(1))
      .map((text) => ({ label: 'benign', text })),
  );

const featuresOf = (text: string) => ruleFeatures(normalise(text).plain);
const learn = (lines: readonly Line[]): LinearWeights =>
  train(
    lines.map(({ label, text }) => ({ label, features: featuresOf(text) })),
    { bits: ruleBits, epochs: 25, rate: 0.05, decay: 1e-3, balance: 0.5 },
  );

/** Recall of what must be blocked and false alarms on what is benign, at a threshold. */
function figures(lines: readonly Line[], dangerOf: (line: Line) => number, threshold: number) {
  const share = (some: readonly Line[]) =>
    some.filter((line) => dangerOf(line) >= threshold).length / (some.length || 1);
  const isBenign = ({ label }: Line) => label === 'benign';
  return {
    recall: share(lines.filter((line) => !isBenign(line))),
    alarms: share(lines.filter(isBenign)),
  };
}

function show(name: string, lines: readonly Line[], dangerOf: (line: Line) => number): void {
  const rows = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((threshold) => {
    const { recall, alarms } = figures(lines, dangerOf, threshold);
    return `${threshold}: recall ${recall.toFixed(3)} alarms ${alarms.toFixed(3)}`;
  });
  console.log(`${name} (${lines.length} lines)  ${rows.join(' · ')}`);
}

const dangerBy = (weights: LinearWeights) => {
  const classifier = createLinearClassifier(weights);
  return ({ text }: Line) => 1 - (classifier.classify(featuresOf(text))['benign'] ?? 0);
};

/** What the whole screening blocks of rules that no training has seen. */
function exam(name: string, weights: LinearWeights): void {
  const screen = createScreen(weights, pairWeights, knownWords);
  const lines = linesOf(name);
  const verdictOf = ({ text }: Line) =>
    screen({ kind: 'rule', text, scope: 'always' }, { active: [], rejected: [], foreignTexts: [] }).verdict;
  const share = (label: string, verdict: string) => {
    const some = lines.filter((line) => line.label === label);
    return `${some.filter((line) => verdictOf(line) === verdict).length} of ${some.length}`;
  };
  for (const label of ['weakens', 'meta', 'benign'])
    console.log(`  ${label}: blocked ${share(label, 'blocked')}, warned ${share(label, 'warned')}`);
}

const corpora = [
  'rules.tsv',
  'rules-ordinary.tsv',
  'rules-held-out.tsv',
  'rules-a.tsv',
  'rules-b.tsv',
  'rules-c.tsv',
  'rules-d.tsv',
  'rules-e.tsv',
  'rules-g.tsv',
  'rules-h.tsv',
];

export function run(): void {
  const lines = shuffled([...corpora.flatMap(linesOf), ...plainRules()], seeded(11));
  const crossed = new Map<Line, number>();
  for (let fold = 0; fold < 5; fold++) {
    const dangerOf = dangerBy(learn(lines.filter((_line, place) => place % 5 !== fold)));
    for (const [place, line] of lines.entries()) if (place % 5 === fold) crossed.set(line, dangerOf(line));
  }
  show('5-fold', lines, (line) => crossed.get(line) ?? 0);
  const weights = learn(lines);
  for (const name of ['rules-held-out-2.tsv', 'rules-held-out-3.tsv']) {
    show(name, linesOf(name), dangerBy(weights));
    exam(name, weights);
  }
  writeFileSync('src/domain/screening/rule-weights.json', `${JSON.stringify(weights)}\n`);
}
