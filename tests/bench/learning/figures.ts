import type { Row } from './tally.ts';

/** Precision, recall and false alarms of a yes-or-no decision. */
export function measured(layer: string, decisions: readonly { want: boolean; got: boolean }[]): Row {
  const count = (fits: (one: { want: boolean; got: boolean }) => boolean) => decisions.filter(fits).length;
  const hits = count(({ want, got }) => want && got);
  const precision = hits / (count(({ got }) => got) || 1);
  const recall = hits / (count(({ want }) => want) || 1);
  const falseAlarms = count(({ want, got }) => !want && got) / (count(({ want }) => !want) || 1);
  return {
    layer,
    precision,
    recall,
    n: decisions.length,
    f1: (2 * precision * recall) / (precision + recall || 1),
    falseAlarms,
  };
}
