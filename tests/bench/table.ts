/** One measured budget. `budget` is printed as it stands; `met` is undefined where there is none. */
export interface Row {
  what: string;
  measured: string;
  budget: string;
  met: boolean | undefined;
}

export function printTable(title: string, rows: Row[]) {
  const heads = ['what', 'measured', 'budget', ''];
  const cells = rows.map(({ what, measured, budget, met }) => [
    what,
    measured,
    budget,
    met === undefined ? '' : met ? 'met' : 'MISSED',
  ]);
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...cells.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' │ ');
  console.log(`\n${title}\n${line(heads)}\n${widths.map((width) => '─'.repeat(width)).join('─┼─')}`);
  for (const row of cells) console.log(line(row));
}

export const median = (values: number[]): number => quantile(values, 0.5);

export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
