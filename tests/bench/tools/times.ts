import { median, quantile, type Row } from '../table.ts';

/** Median and 95 of 100 of times in milliseconds; the budget is for the latter. */
export function timesRow(what: string, times: readonly number[], budget?: number): Row {
  const sorted = [...times];
  const most = quantile(sorted, 0.95);
  return {
    what: `${what} (${times.length}: median, 95 of 100)`,
    measured: `${median(sorted).toFixed(1)} ms, ${most.toFixed(1)} ms`,
    budget: budget === undefined ? '' : `≤ ${budget} ms`,
    met: budget === undefined ? undefined : most <= budget,
  };
}
