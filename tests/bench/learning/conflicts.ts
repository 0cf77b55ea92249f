import type { Screen } from '../../../src/domain/screening/report.ts';
import type { Figures, Row } from './tally.ts';

/** Lines of conflicts.public.jsonl: the first text is active, the second is screened. Precision and recall for each label. */
export function conflicts(lines: unknown[], screen: Screen): Figures {
  const pairs = lines as { id: string; a: string; b: string; label: string }[];
  const judged = pairs.map((pair) => ({ ...pair, got: relationOf(pair, screen), want: wanted(pair.label) }));
  const rows = ['duplicates', 'conflicts'].map((layer): Row => {
    const right = judged.filter(({ want, got }) => want === layer && got === layer).length;
    const precision = right / (judged.filter(({ got }) => got === layer).length || 1);
    const recall = right / (judged.filter(({ want }) => want === layer).length || 1);
    return {
      layer,
      precision,
      recall,
      f1: (2 * precision * recall) / (precision + recall || 1),
      n: judged.length,
    };
  });
  const mean = (name: 'precision' | 'recall' | 'f1') =>
    rows.reduce((sum, row) => sum + (row[name] ?? 0), 0) / rows.length;
  rows.push({
    layer: 'all',
    precision: mean('precision'),
    recall: mean('recall'),
    f1: mean('f1'),
    n: judged.length,
  });
  const misses = judged
    .filter(({ want, got }) => want !== got)
    .map(({ id, label, got, a, b }) => ({ id, want: label, got, text: `${a} | ${b}` }));
  return { rows, misses };
}

const wanted = (label: string): string =>
  label === 'duplicate' ? 'duplicates' : label === 'conflict' ? 'conflicts' : 'none';

function relationOf({ a, b }: { a: string; b: string }, screen: Screen): string {
  const { findings } = screen(
    { kind: 'rule', text: b, scope: 'always' },
    { active: [{ id: 'a', kind: 'rule', text: a, scope: 'always' }], rejected: [], foreignTexts: [] },
  );
  const about = findings.filter(({ itemId }) => itemId === 'a').map(({ layer }) => layer);
  return about.includes('conflicts') ? 'conflicts' : about.includes('duplicates') ? 'duplicates' : 'none';
}
