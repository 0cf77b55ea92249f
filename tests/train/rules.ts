import { readFileSync, writeFileSync } from 'node:fs';
import { ruleBits, ruleFeatures } from '../../src/domain/screening/classifier.ts';
import { normalise } from '../../src/domain/screening/normalise.ts';
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
    .map(([label = '', , text = '']) => ({ label, text }));

const featuresOf = (text: string) => ruleFeatures(normalise(text).plain);
const learn = (lines: readonly Line[]): LinearWeights =>
  train(
    lines.map(({ label, text }) => ({ label, features: featuresOf(text) })),
    { bits: ruleBits, epochs: 25, rate: 0.05, decay: 1e-3 },
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
  const rows = [0.5, 0.7, 0.8, 0.85, 0.9].map((threshold) => {
    const { recall, alarms } = figures(lines, dangerOf, threshold);
    return `${threshold}: recall ${recall.toFixed(3)} alarms ${alarms.toFixed(3)}`;
  });
  console.log(`${name} (${lines.length} lines)  ${rows.join(' · ')}`);
}

const dangerBy = (weights: LinearWeights) => {
  const classifier = createLinearClassifier(weights);
  return ({ text }: Line) => 1 - (classifier.classify(featuresOf(text))['benign'] ?? 0);
};

export function run(): void {
  const lines = shuffled([...linesOf('rules.tsv'), ...linesOf('rules-ordinary.tsv')], seeded(11));
  const crossed = new Map<Line, number>();
  for (let fold = 0; fold < 5; fold++) {
    const dangerOf = dangerBy(learn(lines.filter((_line, place) => place % 5 !== fold)));
    for (const [place, line] of lines.entries()) if (place % 5 === fold) crossed.set(line, dangerOf(line));
  }
  show('5-fold', lines, (line) => crossed.get(line) ?? 0);
  const weights = learn(lines);
  show('held out', linesOf('rules-held-out.tsv'), dangerBy(weights));
  writeFileSync('src/domain/screening/rule-weights.json', `${JSON.stringify(weights)}\n`);
}
