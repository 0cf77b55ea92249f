/** What a number counts. `points` is the difference of two shares, as a fraction like them. */
export type Unit = 'share' | 'points' | 'count' | 'words' | 'tokens';

/** Which ink it is drawn in. */
export type Tone = 'accent' | 'caution' | 'danger' | 'name' | 'soft';

/** One row of figures: a column of the table, and a line or bars of the chart. */
export interface Column {
  name: string;
  unit: Unit;
  /** One for each label; shares as fractions; null where nothing can be said. */
  values: readonly (number | null)[];
  /** Without it, it stands in the table only. `right`: measured on the axis to the right. */
  drawn?: { as: 'bar' | 'line'; tone: Tone; dashed?: true; right?: true };
}

export interface DrawnFigure {
  kind: 'drawn';
  title: string;
  /** What one label names: "Week of", "Version". */
  along: string;
  /** Whole names for the table, short ones for the axis. */
  labels: readonly string[];
  ticks: readonly string[];
  columns: readonly Column[];
  /** What the picture shows, in words. */
  trend: string;
  /** How it was counted, where that is not plain. */
  note?: string;
}

/** One chart, or one sentence in its place. */
export type Figure = DrawnFigure | { kind: 'empty'; title: string; sentence: string };

/** "12 %", "+1.5 points", "1,240". Nothing is a dash. */
export function valueInWords(value: number | null, unit: Unit): string {
  if (value === null) return '–';
  switch (unit) {
    case 'share':
      return `${inHundred(value)} %`;
    case 'points':
      return `${value > 0 ? '+' : ''}${inHundred(value)} points`;
    case 'count':
    case 'words':
    case 'tokens':
      return value.toLocaleString('en', { maximumFractionDigits: 0 });
  }
}

/** Small shares keep one figure after the point. */
function inHundred(value: number): string {
  const hundredths = value * 100;
  const exact = Math.abs(hundredths) < 10 ? Math.round(hundredths * 10) / 10 : Math.round(hundredths);
  return String(exact === 0 ? 0 : exact);
}

/** What the places along a chart are. */
export interface Axis {
  along: string;
  labels: readonly string[];
  ticks: readonly string[];
  /** What comes before a label in a sentence: "in the week of", "in version". */
  place: string;
}

interface Drawing {
  title: string;
  axis: Axis;
  columns: readonly Column[];
  /** The rows of figures that the picture is about, and what to call each in a sentence. */
  about: readonly { what: string; name: string }[];
  note?: string;
}

export function drawn({ title, axis, columns, about, note }: Drawing): DrawnFigure {
  const { along, labels, ticks } = axis;
  const trend = about
    .flatMap(({ what, name }) => {
      const column = columns.find((some) => some.name === name);
      return column === undefined ? [] : [trendInWords(what, column, axis)];
    })
    .join(' ');
  const figure: DrawnFigure = { kind: 'drawn', title, along, labels, ticks, columns, trend };
  return note === undefined ? figure : { ...figure, note };
}

/** "Median words: 80 in version 0, 120 in version 7. It rose." From the first value to the last. */
export function trendInWords(
  what: string,
  { values, unit }: Pick<Column, 'values' | 'unit'>,
  { labels, place }: Pick<Axis, 'labels' | 'place'>,
): string {
  const known = values.flatMap((value, index) =>
    value === null ? [] : [{ value, label: labels[index] ?? '' }],
  );
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return `${what}: nothing to say yet.`;
  const said = ({ value, label }: typeof first) => `${valueInWords(value, unit)} ${place} ${label}`;
  if (known.length === 1) return `${what}: ${said(first)}.`;
  const isSame = valueInWords(first.value, unit) === valueInWords(last.value, unit);
  const course = isSame ? 'stayed the same' : last.value > first.value ? 'rose' : 'fell';
  return `${what}: ${said(first)}, ${said(last)}. It ${course}.`;
}
