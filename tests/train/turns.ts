import { readFileSync, writeFileSync } from 'node:fs';
import { createNoticer } from '../../src/domain/noticing/notice.ts';
import { createTurnClassifier, turnBits, turnFeatures } from '../../src/domain/noticing/turn-classifier.ts';
import type { LinearWeights, Probabilities } from '../../src/domain/text/linear-classifier.ts';
import { seeded, shuffled, train } from './softmax.ts';

interface Turn {
  label: string;
  previous: string | undefined;
  text: string;
  /** Turns of one group share a frame or a hand: they are never on both sides of a fold. */
  group: string;
}

const rows = (name: string): string[][] =>
  readFileSync(`tests/train/corpus/${name}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));

const written = (name: string): Turn[] =>
  rows(name)
    .map((row) => (row.length === 2 ? [row[0], '', row[1]] : row))
    .map(([label = '', previous = '', text = ''], place) => ({
      label,
      text,
      previous: previous === '' ? undefined : previous,
      group: `${name} ${place}`,
    }));

/** Whoever writes hard lines avoids the plainest way to say it: it has to be there all the same. */
function countOf(label: string, frame: string): number {
  if (label !== 'explicit') return 8;
  return /from now on/i.test(frame) ? 110 : 20;
}

/** The same wishes in frames that make them last, end, or be somebody else's: what differs is the frame alone. */
function framed(): Turn[] {
  const chance = seeded(3);
  const [wishes, dangers] = [rows('turn-wishes.tsv'), rows('turn-high-stakes.tsv')];
  const turns: Turn[] = [];
  for (const [label = '', frame = ''] of rows('turn-frames.tsv')) {
    const fill = (label: string, [wish = '', thing = '']: string[]) => {
      const text = frame.replace('{do}', wish).replace('{thing}', thing);
      const previous = label === 'correction' ? 'Here you are, as you wished.' : undefined;
      turns.push({ label, text, previous, group: frame });
    };
    for (const row of shuffled(wishes, chance).slice(0, countOf(label, frame))) fill(label, row);
    if (label === 'explicit')
      for (const row of shuffled(dangers, chance).slice(0, 1)) fill('high_stakes', row);
  }
  return turns;
}

const learn = (turns: readonly Turn[]): LinearWeights =>
  train(
    turns.map(({ label, text, previous, group }) => ({
      label,
      features: turnFeatures(text, previous),
      weight: group.includes('{') ? 0.4 : 1,
    })),
    { bits: turnBits, epochs: 25, rate: 0.05, decay: 3e-4, balance: 0.5 },
  );

function show(name: string, turns: readonly Turn[], guess: (turn: Turn) => Probabilities | undefined): void {
  const labels = [...new Set(turns.map(({ label }) => label))].sort();
  const best = (turn: Turn) =>
    Object.entries(guess(turn) ?? {}).sort(([, one], [, other]) => other - one)[0]?.[0] ?? '';
  console.log(`${name} (${turns.length} turns)`);
  for (const label of labels) {
    const want = turns.filter((turn) => turn.label === label);
    const got = turns.filter((turn) => best(turn) === label);
    const right = want.filter((turn) => best(turn) === label).length;
    const missed = labels.map((other) => `${other} ${want.filter((turn) => best(turn) === other).length}`);
    console.log(
      `  ${label.padEnd(12)} P ${(right / (got.length || 1)).toFixed(3)} R ${(right / want.length).toFixed(3)}  ${missed.join(' · ')}`,
    );
  }
}

/** What the whole noticer makes of turns that no training has seen. */
function exam(name: string, weights: LinearWeights): void {
  const { notice } = createNoticer(weights);
  const turns = written(name).map((turn) => {
    const noticed = notice({ text: turn.text, foreign: [], previousAssistant: turn.previous });
    const [first] = noticed.kind === 'candidates' ? noticed.candidates : [];
    const got =
      first === undefined
        ? 'nothing'
        : !first.explicit
          ? 'implicit'
          : first.item === 'rule'
            ? 'correction'
            : 'explicit';
    return { ...turn, got };
  });
  const count = (label: string, got?: string) =>
    turns.filter(
      (turn) => turn.label === label && (got === undefined ? turn.got !== 'nothing' : turn.got === got),
    ).length;
  const of = (label: string) => turns.filter((turn) => turn.label === label).length;
  console.log(`${name} (${turns.length} turns), by the whole noticer`);
  for (const label of ['explicit', 'implicit', 'correction']) {
    const precision = count(label, label) / turns.filter(({ got }) => got === label).length;
    const recall = count(label, label) / of(label);
    const f1 = (2 * precision * recall) / (precision + recall);
    console.log(`  ${label.padEnd(12)} P ${precision.toFixed(3)} R ${recall.toFixed(3)} F1 ${f1.toFixed(3)}`);
  }
  for (const label of ['none', 'not_durable', 'high_stakes'])
    console.log(
      `  learned of ${label}: ${count(label)} of ${of(label)}, as explicit ${count(label, 'explicit')}`,
    );
}

const corpora = [
  'turns.tsv',
  'turns-held-out.tsv',
  'turns-hand.tsv',
  'turns-a.tsv',
  'turns-b.tsv',
  'turns-c.tsv',
  'turns-d.tsv',
  'turns-e.tsv',
  'turns-f.tsv',
  'turns-g.tsv',
  'turns-h.tsv',
  'turns-i.tsv',
  'turns-k.tsv',
  'turns-l.tsv',
  'turns-m.tsv',
];

export function run(): void {
  const turns = [...corpora.flatMap(written), ...framed()];
  const groups = shuffled([...new Set(turns.map(({ group }) => group))], seeded(5));
  const foldOf = new Map(groups.map((group, place) => [group, place % 5]));
  const crossed = new Map<Turn, Probabilities>();
  for (let fold = 0; fold < 5; fold++) {
    const classify = createTurnClassifier(learn(turns.filter(({ group }) => foldOf.get(group) !== fold)));
    for (const turn of turns)
      if (foldOf.get(turn.group) === fold) crossed.set(turn, classify(turn.text, turn.previous));
  }
  show('5-fold, all', turns, (turn) => crossed.get(turn));
  const byHand = turns.filter(({ group }) => !group.includes('{'));
  show('5-fold, written lines', byHand, (turn) => crossed.get(turn));
  const weights = learn(turns);
  for (const name of ['turns-held-out-2.tsv', 'turns-held-out-3.tsv', 'turns-held-out-4.tsv'])
    exam(name, weights);
  writeFileSync('src/domain/noticing/turn-weights.json', `${JSON.stringify(weights)}\n`);
}
