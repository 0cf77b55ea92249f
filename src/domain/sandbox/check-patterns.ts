const emoji = String.raw`(?![©®™↔-↪])[\p{Extended_Pictographic}\p{RI}]`;

/** A system of units. */
export type System = 'metric' | 'imperial';

/** What has units. */
export const unitKinds = ['lengths', 'weights', 'temperatures', 'volumes'] as const;

/** One of `unitKinds`. */
export type UnitKind = (typeof unitKinds)[number];

const unitNames: Record<UnitKind, Record<System, string>> = {
  lengths: {
    metric: 'km|cm|mm|m|(?:kilo|centi)?met(?:er|re)s?',
    imperial: 'miles?|mi|feet|foot|ft|inch(?:es)?|yards?|mph',
  },
  weights: { metric: 'kg|g|kilos?|(?:kilo)?grams?', imperial: 'lbs?|pounds?|ounces?|oz' },
  temperatures: { metric: '°c|celsius|centigrade', imperial: '°f|fahrenheit' },
  volumes: { metric: 'ml|l|(?:milli)?lit(?:er|re)s?', imperial: 'cups?|gallons?|pints?|quarts?' },
};

/** Metric for imperial, imperial for metric. */
export const otherSystem = (system: System): System => (system === 'metric' ? 'imperial' : 'metric');

/** "m", "g" and "l" are units only after a figure. */
const unitPattern = (units: string, system: System) =>
  `${system === 'metric' ? '\\d ?' : '(?<![a-z])'}(?:${units})(?![a-z])`;
const unitsOnly = (kind: UnitKind, system: System) => {
  const other = otherSystem(system);
  return `^(?![\\s\\S]*${unitPattern(unitNames[kind][other], other)})[\\s\\S]*(?<![a-z])(?:${unitNames[kind][system]})(?![a-z])`;
};
const noUnits = (system: System) =>
  `^(?![\\s\\S]*${unitPattern(unitKinds.map((kind) => unitNames[kind][system]).join('|'), system)})`;

/** Whether a text has a unit of this system. */
export const hasUnit = (kind: UnitKind, system: System, text: string): boolean =>
  new RegExp(unitPattern(unitNames[kind][system], system), 'iu').test(text);

/** Patterns with a name, so that a person need not read them. */
export const namedPatterns = {
  'Has no emoji': String.raw`^(?![\s\S]*${emoji})`,
  'Has an emoji': emoji,
  'Has a numbered list': String.raw`(?:^|\n)[ *]*1[.)][\s\S]*\n[ *]*2[.)]`,
  'Has a table': String.raw`\|.*\n\s*\|? ?:?-{2,}`,
  'Has no table': String.raw`^(?![\s\S]*\|.*\n\s*\|? ?:?--)`,
  'Has a heading': String.raw`(?:^|\n)#{1,6} \S`,
  'Has no heading': String.raw`^(?!#|[\s\S]*\n#)`,
  'Is plain text, without Markdown': String.raw`^(?!#|[-*] |[\s\S]*(?:\*\*|__|\n#|\n[-*] |${'`'}))`,
  'Is code and nothing else': '^\\s*```[\\s\\S]*```\\s*$',
  'Has a link': String.raw`https?:\/\/\S`,
  'Has no link': String.raw`^(?![\s\S]*https?:\/\/)`,
  'Has no contraction': String.raw`^(?![\s\S]*[a-z](?:n['’]t|['’](?:re|ve|ll|d|m))\b)`,
  'Has no apology': String.raw`^(?![\s\S]*\b(?:sorry|apolog))`,
  'Does not begin with a greeting': String.raw`^(?!\W*(?:hi|hello|hey|dear|greetings|good (?:day|morning|afternoon|evening))\b)`,
  'Ends with a question': String.raw`\?[\s*_"”)]*$`,
  'Does not end with a question': String.raw`^(?![\s\S]*\?[\s*_"”)]*$)`,
  'Has a year': String.raw`\b(?:1\d|20)\d\d\b`,
  'Has a number in figures': String.raw`\d`,
  'Has no number in figures': String.raw`^\D*$`,
  'Has an example': String.raw`\bexamples?\b|\bfor instance\b|\be\.g\.`,
  'Is one paragraph': String.raw`^(?![\s\S]*\S ?\n ?\n\s*\S)`,
  'Is one line': String.raw`^(?!\s*\S.*\n\s*\S)`,
  'Has no numbered list': String.raw`^(?!\s*1[.)]|[\s\S]*\n\s*1[.)])`,
  'Has bold text': String.raw`\*\*\S`,
  'Has a percentage': String.raw`\d ?(?:%|per ?cent)`,
  'Has a time of the 24-hour clock': String.raw`^(?![\s\S]*\d ?[ap]\.?m\b)[\s\S]*\b\d{1,2}[:.h]\d\d`,
  'Has a time with am or pm': String.raw`\d ?[ap]\.?m\b`,
  'Has no am or pm': String.raw`^(?![\s\S]*\d ?[ap]\.?m\b)`,
  'Has a date like 2025-12-31': String.raw`\b\d{4}-\d{2}-\d{2}\b`,
  'Has a date like 31/12/2025': String.raw`\b\d{1,2}\/\d{1,2}\/(?:\d{2}|\d{4})\b`,
  'Has a date like 31.12.2025': String.raw`\b\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})\b`,
  'Has no metric units': noUnits('metric'),
  'Has no imperial units': noUnits('imperial'),
  'Has metric lengths only': unitsOnly('lengths', 'metric'),
  'Has imperial lengths only': unitsOnly('lengths', 'imperial'),
  'Has metric weights only': unitsOnly('weights', 'metric'),
  'Has imperial weights only': unitsOnly('weights', 'imperial'),
  'Has metric temperatures only': unitsOnly('temperatures', 'metric'),
  'Has imperial temperatures only': unitsOnly('temperatures', 'imperial'),
  'Has metric volumes only': unitsOnly('volumes', 'metric'),
  'Has imperial volumes only': unitsOnly('volumes', 'imperial'),
} as const;

/** The pattern of "does not start with": one escaped text, or several with bars between. */
export const notAtStart = (texts: string): string => `^(?![\\s>*_#"“]{0,9}(?:${texts}))`;

/** A pattern as it stands on a card: named if known, the shape "not this, but that" read aloud, all else as it is. */
export function patternInWords(pattern: string): string {
  const name = Object.entries(namedPatterns).find(([, known]) => known === pattern)?.[0];
  if (name !== undefined) return name;
  const spoken = (part: string) =>
    part
      .replace(/\(\?<?[!=][^)]*\)|\(\?:|\)|\\b|s\?/g, '')
      .replace(/\\(?=\W)/g, '')
      .split('|')
      .map((word) => `“${word}”`)
      .join(' or ');
  const letters = /^\^\[\\s\\S\]\{0,(\d+)\}\$$/.exec(pattern)?.[1];
  if (letters !== undefined) return `At most ${letters} characters`;
  const [head = '', tail = ''] = notAtStart('\n').split('\n');
  if (pattern.startsWith(head) && pattern.endsWith(tail))
    return `Does not start with ${spoken(pattern.slice(head.length, -tail.length))}`;
  const both = /^\^\(\?=\[\\s\\S\]\*([^()]+)\)\(\?=\[\\s\\S\]\*([^()]+)\)$/.exec(pattern);
  if (both) return `Contains ${spoken(both[1] ?? '')} and ${spoken(both[2] ?? '')}`;
  const shape = /^\^\(\?!\[\\s\\S\]\*(?<not>.+?)\)(?:\[\\s\\S\]\*(?<but>.+))?$/.exec(pattern)?.groups;
  if (shape?.['not'] && shape['but'])
    return `Contains ${spoken(shape['but'])}, and not ${spoken(shape['not'])}`;
  if (shape?.['not']) return `Does not contain ${spoken(shape['not'])}`;
  return `Matches the pattern ${pattern}`;
}
