import { currencies } from '../learned/slot-words.ts';
import { hasUnit, otherSystem, unitKinds, type System, type UnitKind } from './check-patterns.ts';
import { contains, escaped, named, oneOf } from './make-check.ts';
import { isAside, isUnwished, type Finder } from './suggest-wish.ts';

/** Names of units that a rule cannot mean otherwise. */
const unitNames: readonly [RegExp, system: System, kind: UnitKind | undefined][] = [
  [/\bmetric\b|\bsi units\b/gi, 'metric', undefined],
  [/\bimperial\b|\bus customary\b/gi, 'imperial', undefined],
  [/\b(?:km|cm|kilomet(?:er|re)s?|centimet(?:er|re)s?|met(?:er|re)s)\b/gi, 'metric', 'lengths'],
  [/\bmiles\b|\binches\b|\b(?:in|use|used|not|and|no) feet\b|\byards\b/gi, 'imperial', 'lengths'],
  [/\b(?:kg|kilos?|grams?|kilograms?)\b/gi, 'metric', 'weights'],
  [/\bounces\b|\blbs\b|\bpounds (?:and|or) ounces\b/gi, 'imperial', 'weights'],
  [/\bcelsius\b|\bcentigrade\b|°c\b/gi, 'metric', 'temperatures'],
  [/\bfahrenheit\b|°f\b/gi, 'imperial', 'temperatures'],
  [/\b(?:millilit(?:er|re)s?|lit(?:er|re)s|ml)\b/gi, 'metric', 'volumes'],
  [/\b(?:in|use|used|no|not|of) cups\b|\bgallons\b|\bpints\b/gi, 'imperial', 'volumes'],
];
const wishForUnits =
  /\b(?:use[ds]?|using|in|into|give|convert|not|no|never|please|units?|always|want|with|to|for|prefer|wrong)\b/i;

/** "Use metric units", "miles, not kilometres". */
export const units: Finder = ({ text, answer }) => {
  if (!wishForUnits.test(text) && text.split(' ').length > 4) return [];
  const mentions = unitNames.flatMap(([pattern, system, kind]) =>
    [...text.matchAll(pattern)].map((found) => {
      const before = text.slice(0, found.index);
      const isPast =
        /\b(?:you (?:used|gave|wrote|said)|(?:from|convert)) (?:\w+ )?$/i.test(before) ||
        /^(?:used|not|no) /i.test(found[0]);
      const wished = !isPast && !isUnwished(text, found.index, found[0].length);
      return { system, kind, at: found.index, wished };
    }),
  );
  const wishes = mentions.filter(({ wished }) => wished);
  if (new Set(wishes.map(({ system }) => system)).size > 1) return [];
  const [mention] = mentions
    .filter(({ at }) => !isAside(text, at))
    .sort((one, other) => Number(other.wished) - Number(one.wished) || one.at - other.at);
  if (mention === undefined) return [];
  const wanted = mention.wished === (mention.system === 'metric') ? 'metric' : 'imperial';
  const kind =
    mention.kind ??
    unitKinds.find((one) => answer !== undefined && hasUnit(one, otherSystem(wanted), answer));
  return [named(kind === undefined ? `Has no ${otherSystem(wanted)} units` : `Has ${wanted} ${kind} only`)];
};

/** "Prices in euros." */
export const money: Finder = ({ text }) => {
  if (
    !/\b(?:prices?|amounts?|costs?|currency|money|sums?|totals?|fares?|budgets?|use|in|not|said|asked|wanted|want)\b/i.test(
      text,
    )
  )
    return [];
  const names = Object.keys(currencies).filter((name) => !/^(?:rs|try|all)$/.test(name));
  const pattern = new RegExp(
    `(?<![\\p{L}\\d])(?:${names
      .sort((a, b) => b.length - a.length)
      .map(escaped)
      .join('|')})(?![\\p{L}\\d])`,
    'giu',
  );
  const wished = [...text.matchAll(pattern)].find(
    (found) =>
      !isUnwished(text, found.index, found[0].length) &&
      !/\byou (?:used|gave|wrote) $/i.test(text.slice(0, found.index)),
  );
  const code = wished && currencies[wished[0].toLowerCase()];
  if (code === undefined) return [];
  const short = names.filter((name) => currencies[name] === code && !name.includes(' '));
  const singular = short.filter((name) => !(name.endsWith('s') && short.includes(name.slice(0, -1))));
  return [oneOf(singular.map(contains))];
};
