import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WatchedTurn } from '../../../../src/domain/watching/history.ts';
import type { Figure } from '../../../../src/ui/insights/figure.ts';
import { figuresOf } from '../../../../src/ui/insights/series.ts';
import { correctionsByWeek, learningByWeek, probesByDay } from '../../../../src/ui/insights/time-series.ts';
import {
  distanceFromStart,
  lengthByVersion,
  tokensOfRules,
  waysByVersion,
} from '../../../../src/ui/insights/version-series.ts';
import { day, greenwich, history, isoDays, monday, probes, turn, version } from './histories.ts';

const column = (figure: Figure, name: string) =>
  figure.kind === 'drawn' ? figure.columns.find((some) => some.name === name)?.values : undefined;
const labels = (figure: Figure) => (figure.kind === 'drawn' ? figure.labels : undefined);
const trend = (figure: Figure) => (figure.kind === 'drawn' ? figure.trend : figure.sentence);
const times = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value);

describe('the charts', () => {
  it('say in one sentence each that there is nothing to show', () => {
    const figures = figuresOf(history(), greenwich, isoDays);
    expect(figures.map(({ title }) => title)).toEqual([
      'Corrections per week',
      'Length of answers, against version 0',
      'Ways of answering, against version 0',
      'Distance from version 0',
      'Guardrail probes passed',
      'Tokens that rules cost',
      'Learning’s share of tokens',
    ]);
    for (const figure of figures) expect(trend(figure)).toMatch(/^[^.]+\.$/);
    expect(figures.every(({ kind }) => kind === 'empty')).toBe(true);
  });

  it('have a value for each label', () => {
    const someTurn = fc.record({
      at: fc.integer({ min: monday - 900 * day, max: monday }),
      version: fc.nat(3),
      words: fc.nat(900),
      outcome: fc.constantFrom<WatchedTurn['outcome']>('success', 'failure', 'correction', undefined),
    });
    fc.assert(
      fc.property(fc.array(someTurn, { maxLength: 60 }), fc.nat(5), (drafts, versions) => {
        const turns = drafts.map((draft) => turn(draft)).sort((one, other) => one.at - other.at);
        const made = Array.from({ length: versions }, (_, number) =>
          version(number, { learnedCharacters: number * 40, items: times(number, 'rule') }),
        );
        const learning = [{ at: monday - 3 * day, tokens: 40 }];
        const all = history({ turns, versions: made, learning, probes: [probes(monday, 2, 3)] });
        for (const figure of figuresOf(all, greenwich, isoDays)) {
          if (figure.kind === 'empty') continue;
          expect(figure.labels.length).toBeLessThanOrEqual(52);
          expect(figure.ticks).toHaveLength(figure.labels.length);
          for (const { values, unit } of figure.columns) {
            expect(values).toHaveLength(figure.labels.length);
            if (unit !== 'share') continue;
            for (const value of values) {
              expect(value ?? 0).toBeGreaterThanOrEqual(0);
              expect(value ?? 0).toBeLessThanOrEqual(1);
            }
          }
        }
      }),
    );
  });
});

describe('corrections per week', () => {
  it('counts what was corrected and called bad, with the weeks between that are empty', () => {
    const turns = [
      turn({ at: monday - 14 * day, outcome: 'correction' }),
      turn({ at: monday - 13 * day, outcome: 'failure' }),
      turn({ at: monday - 12 * day }),
      turn({ at: monday - 11 * day, outcome: 'success' }),
      turn({ at: monday }),
    ];
    const figure = correctionsByWeek(history({ turns }), greenwich, isoDays);
    expect(labels(figure)).toEqual(['2024-02-19', '2024-02-26', '2024-03-04']);
    expect(column(figure, 'Answers')).toEqual([4, 0, 1]);
    expect(column(figure, 'Corrected')).toEqual([1, 0, 0]);
    expect(column(figure, 'Bad')).toEqual([1, 0, 0]);
    expect(column(figure, 'Share')).toEqual([0.5, null, 0]);
    expect(trend(figure)).toBe(
      'Share of answers that you corrected or called bad: 50 % in the week of 2024-02-19, 0 % in the week of 2024-03-04. It fell.',
    );
  });

  it('says nothing while there was no feedback', () => {
    expect(correctionsByWeek(history({ turns: [turn()] }), greenwich, isoDays).kind).toBe('empty');
  });
});

describe('behaviour by version', () => {
  const turns = [
    ...times(5, turn({ words: 80, hedges: true })),
    ...times(4, turn({ version: 1, words: 900 })),
    ...times(5, turn({ version: 2, words: 120, confirms: true })),
    turn({ version: 2, words: 120, verifies: true, refuses: true }),
  ];

  it('stands beside version 0, without versions of few answers', () => {
    const figure = lengthByVersion(history({ turns }));
    expect(labels(figure)).toEqual(['0', '2']);
    expect(column(figure, 'Median words')).toEqual([80, 120]);
    expect(column(figure, 'Version 0')).toEqual([80, 80]);
    expect(trend(figure)).toBe('Median words of an answer: 80 in version 0, 120 in version 2. It rose.');
  });

  it('gives shares of what answers do', () => {
    const figure = waysByVersion(history({ turns }));
    expect(column(figure, 'Answers')).toEqual([5, 6]);
    expect(column(figure, 'Asks to confirm')).toEqual([0, 5 / 6]);
    expect(column(figure, 'Refuses')).toEqual([0, 1 / 6]);
    expect(column(figure, 'Is unsure')).toEqual([1, 0]);
    expect(column(figure, 'Says it checked')).toEqual([0, 1 / 6]);
    expect(trend(figure)).toContain('Is unsure: 100 % in version 0, 0 % in version 2. It fell.');
  });

  it('needs a version after the first, and makes up no version 0', () => {
    expect(lengthByVersion(history({ turns: turns.slice(0, 9) })).kind).toBe('empty');
    const later = lengthByVersion(history({ turns: turns.slice(9) }));
    expect(labels(later)).toEqual(['2']);
    expect(column(later, 'Version 0')).toBeUndefined();
  });
});

describe('distance from version 0', () => {
  const versions = [
    version(0),
    version(1, { learnedCharacters: 100, items: ['a'] }),
    version(2, { learnedCharacters: 100, items: ['b'] }),
  ];

  it('gives the whole way beside each step', () => {
    const figure = distanceFromStart(history({ versions }));
    expect(column(figure, 'In all')).toEqual([0, 0.25, 0.25]);
    expect(column(figure, 'By this step')).toEqual([null, 0.25, 0]);
    expect(column(figure, 'Came')).toEqual([null, 1, 1]);
    expect(column(figure, 'Went')).toEqual([null, 0, 1]);
  });

  it('estimates the tokens of all learned text', () => {
    const figure = tokensOfRules(history({ versions }));
    expect(column(figure, 'Tokens, estimated')).toEqual([0, 25, 25]);
  });
});

describe('over time', () => {
  it('puts the probes of a day together', () => {
    const asked = [probes(monday, 3, 4), probes(monday + 1000, 4, 4), probes(monday + day, 2, 4)];
    const figure = probesByDay(history({ probes: asked }), greenwich, isoDays);
    expect(labels(figure)).toEqual(['2024-03-04', '2024-03-05']);
    expect(column(figure, 'Asked')).toEqual([8, 4]);
    expect(column(figure, 'Share')).toEqual([7 / 8, 0.5]);
  });

  it('weighs learning against answers, also before the first answer', () => {
    const learning = [
      { at: monday - 7 * day, tokens: 50 },
      { at: monday, tokens: 100 },
    ];
    const figure = learningByWeek(history({ learning, turns: [turn({ tokens: 300 })] }), greenwich, isoDays);
    expect(column(figure, 'In learning')).toEqual([50, 100]);
    expect(column(figure, 'In answers')).toEqual([0, 300]);
    expect(column(figure, 'Share')).toEqual([1, 0.25]);
  });

  it('keeps to the newest year', () => {
    const turns = [turn({ at: monday - 4000 * day, outcome: 'failure' }), turn()];
    const shown = labels(correctionsByWeek(history({ turns }), greenwich, isoDays));
    expect(shown).toHaveLength(52);
    expect(shown?.at(-1)).toBe('2024-03-04');
  });
});
