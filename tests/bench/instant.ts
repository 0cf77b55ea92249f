import { answered, labelled, open, outcomeOf, settings } from '../unit/tools/instant/corpus.ts';
import { createInstantReader } from '../../src/tools/instant/read.ts';
import { median, printTable, quantile, type Row } from './table.ts';

const halves = ['developed', 'exam', 'exam-2', 'exam-3'] as const;
const msBudget = 20;

/** Precision, recall, open questions that were answered, and the time of one reading, for each half of the corpus. */
export async function bench(): Promise<void> {
  const times = readingTimes();
  const rows: Row[] = halves.flatMap((half) => {
    const outcomes = labelled(half).map((line) => ({ line, ...outcomeOf(line) }));
    const count = (wanted: string) => outcomes.filter(({ outcome }) => outcome === wanted).length;
    const questions = open(half);
    const caught = questions.filter((text) => answered(text) !== undefined);
    const precision = count('right') / (count('right') + count('wrong') + caught.length);
    return [
      {
        what: `${half}: precision`,
        measured: precision.toFixed(3),
        budget: '≥ 0.990',
        met: precision >= 0.99,
      },
      {
        what: `${half}: recall (${outcomes.length})`,
        measured: (count('right') / outcomes.length).toFixed(3),
        budget: '',
        met: undefined,
      },
      {
        what: `${half}: open questions answered`,
        measured: `${caught.length} of ${questions.length}`,
        budget: '0',
        met: caught.length === 0,
      },
    ];
  });
  rows.push(
    { what: 'read, median', measured: `${median(times).toFixed(2)} ms`, budget: '', met: undefined },
    {
      what: 'read, 95 of 100',
      measured: `${quantile(times, 0.95).toFixed(2)} ms`,
      budget: `${msBudget} ms`,
      met: quantile(times, 0.95) <= msBudget,
    },
  );
  printTable('Instant answers', rows);
  for (const line of halves.flatMap((half) => labelled(half))) {
    const { outcome, got } = outcomeOf(line);
    if (outcome !== 'right') console.log(`  ${outcome}: ${line.utterance} → ${got || 'nothing'}`);
  }
}

/** Milliseconds of each text of the corpus, after a first round that warms the program up. */
function readingTimes(): number[] {
  const reader = createInstantReader();
  const context = settings['us'];
  if (context === undefined) return [];
  const texts = halves.flatMap((half) => [
    ...labelled(half).map(({ utterance }) => utterance),
    ...open(half),
  ]);
  for (const text of texts) reader.read(text, context);
  return texts.map((text) => {
    const started = performance.now();
    reader.read(text, context);
    return performance.now() - started;
  });
}
