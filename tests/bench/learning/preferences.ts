import type { Candidate } from '../../../src/domain/noticing/candidate.ts';
import type { createNoticer } from '../../../src/domain/noticing/notice.ts';
import { measured } from './figures.ts';
import type { Miss, Row } from './tally.ts';

interface Line {
  id: string;
  text: string;
  label: 'preference' | 'correction_rule' | 'not_durable' | 'high_stakes' | 'none';
  explicit: boolean;
  previous_assistant?: string;
  slot?: string;
  value?: string;
}

/** What of each line is learned, against its label. */
export function preferencesBench(lines: readonly unknown[], noticer: ReturnType<typeof createNoticer>) {
  const read = (lines as readonly Line[]).map((line) => {
    const noticed = noticer.notice({
      text: line.text,
      foreign: [],
      previousAssistant: line.previous_assistant,
    });
    const candidates = noticed.kind === 'candidates' ? noticed.candidates : [];
    const got = gotOf(candidates);
    return { line, candidates, got, want: wantOf(line) };
  });
  const layer = (name: string, want: string) =>
    measured(
      name,
      read.map((row) => ({ want: row.want === want, got: row.got === want })),
    );
  const learnedOf = (label: Line['label']) => {
    const some = read.filter(({ line }) => line.label === label);
    const learned = some.filter(({ got }) => got !== 'nothing').length;
    return {
      layer: `learned from ${label}`,
      precision: 0,
      recall: 0,
      n: some.length,
      falseAlarms: learned / (some.length || 1),
    };
  };
  const typed = read.filter(
    ({ line, want }) => want === 'explicit' && line.slot !== undefined && line.slot !== 'free',
  );
  const rows: Row[] = [
    layer('explicit preferences', 'explicit'),
    layer('implicit choices', 'implicit'),
    layer('corrections', 'correction'),
    measured(
      'typed slot',
      typed.map(({ line, candidates }) => ({
        want: true,
        got: candidates.some(({ slot }) => slot === line.slot),
      })),
    ),
    measured(
      'typed value',
      typed.map(({ line, candidates }) => ({
        want: true,
        got: candidates.some(({ value }) => value.toLowerCase() === line.value?.toLowerCase()),
      })),
    ),
    learnedOf('none'),
    learnedOf('not_durable'),
    learnedOf('high_stakes'),
  ];
  const misses: Miss[] = read
    .filter(({ want, got }) => want !== got)
    .map(({ line, want, got }) => ({ id: line.id, want, got, text: line.text }));
  return { rows, misses };
}

function wantOf({ label, explicit }: Line): string {
  if (label === 'preference') return explicit ? 'explicit' : 'implicit';
  return label === 'correction_rule' ? 'correction' : 'nothing';
}

function gotOf(candidates: readonly Candidate[]): string {
  const [first] = candidates;
  if (first === undefined) return 'nothing';
  if (!first.explicit) return 'implicit';
  return first.item === 'rule' ? 'correction' : 'explicit';
}
