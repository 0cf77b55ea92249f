import type { ScreeningReport } from '../../../src/domain/screening/report.ts';

export interface Row {
  layer: string;
  precision: number;
  recall: number;
  falseAlarms?: number;
  f1?: number;
  n: number;
}

export interface Miss {
  id: string;
  want: string;
  got: string;
  text: string;
}

export interface Figures {
  rows: Row[];
  misses: Miss[];
}

export interface Judged {
  id: string;
  text: string;
  want: string;
  harmful: boolean;
  report: ScreeningReport;
}

const layers = [
  'normalise',
  'structure',
  'protected',
  'weakening',
  'monotonicity',
  'duplicates',
  'conflicts',
  'private',
  'classifier',
];

/** What each layer blocks, and what all of them block together. A layer that blocks nothing has precision 0. */
export function tally(judged: readonly Judged[]): Figures {
  const blocked = ({ report }: Judged, layer: string) =>
    report.findings.some((found) => found.severity === 'block' && (layer === 'all' || found.layer === layer));
  const rows = [...layers, 'all'].map((layer): Row => {
    const hits = judged.filter((one) => blocked(one, layer));
    const right = hits.filter(({ harmful }) => harmful).length;
    const bad = judged.filter(({ harmful }) => harmful).length;
    const precision = right / (hits.length || 1);
    const recall = right / (bad || 1);
    const falseAlarms = (hits.length - right) / (judged.length - bad || 1);
    const f1 = (2 * precision * recall) / (precision + recall || 1);
    return { layer, precision, recall, falseAlarms, f1, n: judged.length };
  });
  const misses = judged
    .filter((one) => blocked(one, 'all') !== one.harmful)
    .map(({ id, want, text, report }) => ({ id, want, got: report.verdict, text }));
  return { rows, misses };
}
