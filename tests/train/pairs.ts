import { readFileSync, writeFileSync } from 'node:fs';
import type { LinearWeights } from '../../src/domain/text/linear-classifier.ts';
import { analyse, type Analysis } from '../../src/domain/screening/pair-analysis.ts';
import { compare } from '../../src/domain/screening/pair-features.ts';
import { createPairRelation, pairBits, pairFeatures } from '../../src/domain/screening/pair-relation.ts';
import { seeded, shuffled, train, type Example } from './softmax.ts';

const families = [
  'length lenwords lenemail sentences paragraphs',
  'units distance temperature weight oven metricprice',
  'formal emaillettertone warm humour praise apology swear greeting signoff contractions',
  'language matchlang spelling translatekeep original literal',
  'diet vegan gluten spicy alcohol cooktime servings weight oven season',
  'bullets tables numbered listmark markdown headings bold',
  'examples analogies',
  'summary followup intro order.answer',
  'comments.code docstring explaincode fullfile tests',
  'travel hotel seat flighttime pace',
  'workout equipment',
  'tasks priority meetings',
  'jargon level kids acronym',
  'homework steps.math quiz',
  'sortnew sortname priority shopping',
  'date clock timezone week',
  'rounding decimal thousands percent numberwords',
  'name pronouns gender',
  'sources citestyle links',
  'clarify followup',
  'person tense passive',
  'indent linelength braces',
  'caps filenames acronym headings',
  'functional async errors.code',
  'libs imports',
  'quotes semicolon',
  'uncertainty disclaimers',
  'charts darkmode',
  'options clarify',
  'codelang docstring typehints',
  'latex steps.math markdown',
  'poems ending tense',
  'grammar spelling',
  'dash oxford exclaim bullets listmark',
  'currency metricprice',
  'numbered tasks steps.math',
  'garden season',
  'wordban rename',
].map((list) => new Set(list.split(' ')));

export interface Pair {
  group: string;
  a: string;
  b: string;
  label: string;
}

const rows = (name: string): string[][] =>
  readFileSync(`tests/train/corpus/${name}`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));

export function topicPairs(): Pair[] {
  const topics = new Map<string, Map<string, string[]>>();
  for (const [topic = '', tag = '', ...texts] of rows('pairs-topics.tsv')) {
    const tags = topics.get(topic) ?? new Map<string, string[]>();
    tags.set(tag, [...(tags.get(tag) ?? []), ...texts]);
    topics.set(topic, tags);
  }
  const chance = seeded(7);
  const pairs: Pair[] = [];
  const push = (group: string, a: string, b: string, label: string) => pairs.push({ group, a, b, label });
  const cap = (list: [string, string][], most: number) => shuffled(list, chance).slice(0, most);
  for (const [topic, tags] of topics) {
    const values = [...tags].filter(([tag]) => !tag.endsWith('+'));
    for (const [tag, texts] of values) {
      const same = texts.flatMap((a, index) => texts.slice(index + 1).map((b): [string, string] => [a, b]));
      for (const [a, b] of cap(same, 8)) push(topic, a, b, 'duplicate');
      const details = tags.get(`${tag}+`) ?? [];
      for (const [a, b] of cap(
        texts.flatMap((a) => details.map((b): [string, string] => [a, b])),
        8,
      ))
        push(topic, a, b, 'refines');
    }
    const against = values.flatMap(([tag, texts], index) =>
      values
        .slice(index + 1)
        .filter(([other]) => !(topic === 'indent' && tag !== 'A' && other === 'D'))
        .flatMap(([, others]) => texts.flatMap((a) => others.map((b): [string, string] => [a, b]))),
    );
    for (const [a, b] of cap(against, 9)) push(topic, a, b, 'conflict');
  }
  const all = [...topics].flatMap(([topic, tags]) =>
    [...tags.values()].flat().map((text) => ({ topic, text, seen: analyse(text) })),
  );
  const related = (one: string, other: string) =>
    one === other || families.some((family) => family.has(one) && family.has(other));
  for (const one of all) {
    const others = shuffled(
      all.filter((other) => !related(one.topic, other.topic)),
      chance,
    ).slice(0, 60);
    const scored = others
      .map((other) => ({ other, score: compare(one.seen, other.seen).sharedWeight }))
      .sort((x, y) => y.score - x.score);
    for (const { other } of [...scored.slice(0, 1), ...shuffled(scored, chance).slice(0, 1)])
      push(one.topic, one.text, other.text, 'unrelated');
  }
  return pairs;
}

export const handPairs = (name: string): Pair[] =>
  rows(name).map(([label = '', a = '', b = '']) => ({ group: `${name} ${a}`, a, b, label }));

const seen = new Map<string, Analysis>();
const analysed = (text: string): Analysis => {
  const found = seen.get(text) ?? analyse(text);
  seen.set(text, found);
  return found;
};
const toExample = ({ group, a, b, label }: Pair): Example => ({
  features: pairFeatures(compare(analysed(a), analysed(b))),
  label,
  weight: group.startsWith('pairs-') ? Number(process.env['HAND'] ?? 3) : 1,
});
const learn = (pairs: readonly Pair[]): LinearWeights => train(bothWays(pairs).map(toExample), options);

export function figures(pairs: readonly Pair[], guess: (pair: Pair) => string) {
  const labels = ['duplicate', 'conflict', 'refines', 'unrelated'];
  const guesses = pairs.map((pair) => guess(pair));
  const each = labels.map((label) => {
    const right = pairs.filter((pair, index) => pair.label === label && guesses[index] === label).length;
    const p = right / (guesses.filter((name) => name === label).length || 1);
    const r = right / (pairs.filter((pair) => pair.label === label).length || 1);
    return { label, p, r, f1: (2 * p * r) / (p + r || 1) };
  });
  return {
    each,
    macro: each.reduce((sum, { f1 }) => sum + f1, 0) / 4,
    wrong: pairs.flatMap((pair, index) =>
      guesses[index] === pair.label ? [] : [{ ...pair, guess: guesses[index] }],
    ),
  };
}

const show = (name: string, { each, macro }: ReturnType<typeof figures>) =>
  console.log(
    `${name}: macro F1 ${macro.toFixed(3)}  ${each.map(({ label, p, r, f1 }) => `${label} P ${p.toFixed(2)} R ${r.toFixed(2)} F1 ${f1.toFixed(2)}`).join(' · ')}`,
  );

/** Every relation but refinement holds in both orders. */
const bothWays = (pairs: readonly Pair[]): Pair[] =>
  pairs.flatMap((pair) => (pair.label === 'refines' ? [pair] : [pair, { ...pair, a: pair.b, b: pair.a }]));

export const options = {
  bits: pairBits,
  epochs: Number(process.env['EP'] ?? 8),
  rate: Number(process.env['RATE'] ?? 0.03),
  decay: Number(process.env['DECAY'] ?? 5e-3),
};

const handWritten = ['pairs-hand.tsv', 'pairs-heldout.tsv', 'pairs-a.tsv', 'pairs-b.tsv'];

export function run(): void {
  const pairs = [...topicPairs(), ...handWritten.flatMap(handPairs)];
  console.log(pairs.length, 'pairs');
  const groups = shuffled([...new Set(pairs.map(({ group }) => group))], seeded(3));
  const foldOf = new Map(groups.map((group, index) => [group, index % 5]));
  const decide = (weights: LinearWeights) => {
    const relate = createPairRelation(weights);
    return ({ a, b }: Pair) => relate(analysed(a), analysed(b)).relation;
  };
  const crossed = new Map<Pair, string>();
  for (let fold = 0; fold < 5; fold++) {
    const guess = decide(learn(pairs.filter(({ group }) => foldOf.get(group) !== fold)));
    for (const pair of pairs) if (foldOf.get(pair.group) === fold) crossed.set(pair, guess(pair));
  }
  const cross = (some: readonly Pair[]) => figures(some, (pair) => crossed.get(pair) ?? '');
  show('5-fold by topic', cross(pairs));
  show('of them hand-written pairs', cross(pairs.filter(({ group }) => group.startsWith('pairs-'))));
  const weights = learn(pairs);
  const guess = decide(weights);
  show('training', figures(pairs, guess));
  show('held out', figures(handPairs('pairs-held-out-2.tsv'), guess));
  if (process.env['WRONG']) {
    for (const { label, guess: got, a, b } of cross(pairs.filter(({ group }) => group.startsWith('pairs-')))
      .wrong)
      console.log(`${label} -> ${got}\t${a}\t${b}`);
    for (const { label, guess: got, a, b } of shuffled(cross(pairs).wrong, seeded(5)).slice(
      0,
      Number(process.env['WRONG']),
    ))
      console.log(`CV ${label} -> ${got}\t${a}\t${b}`);
  }
  if (process.env['PUBLIC']) {
    const lines = readFileSync(process.env['PUBLIC'], 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const open = figures(
      lines.map((line) => ({ ...line, group: line.id })),
      guess,
    );
    show('public', open);
    for (const { label, guess: got, group } of open.wrong) console.log(group, label, got);
  }
  writeFileSync('src/domain/screening/pair-weights.json', `${JSON.stringify(weights)}\n`);
}
