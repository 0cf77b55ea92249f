import fc from 'fast-check';
import type { Token, Tokens } from 'marked';
import { describe, expect, it } from 'vitest';
import { weekOf, weeklyReport, type ReportSource } from '../../../../src/domain/report/weekly-report.ts';
import type { Alarm } from '../../../../src/domain/watching/history.ts';
import { lex } from '../../../../src/ui/markdown/lexer.ts';
import { decodeEntities } from '../../../../src/ui/markdown/plain-text.ts';

const day = 86_400_000;
const from = Date.UTC(2024, 2, 4);
const to = from + 7 * day;

const empty: ReportSource = {
  from,
  to,
  formatDay: (at) => `${new Date(at).getUTCDate()} March`,
  mode: 'learn',
  regulated: false,
  answers: 0,
  feedback: [],
  proposals: [],
  rules: [],
  versions: [],
  alarms: [],
  verified: undefined,
};

const turn = (given: Partial<ReportSource['feedback'][number]> = {}): ReportSource['feedback'][number] => ({
  at: from + day,
  outcome: 'correction',
  words: 'use tabs',
  question: 'Indent this',
  topic: 'code',
  conversationId: 'c1',
  ...given,
});

const proposal = (
  given: Partial<ReportSource['proposals'][number]> = {},
): ReportSource['proposals'][number] => ({
  id: 'p1',
  kind: 'rule',
  text: 'Greet first.',
  scope: 'writing',
  life: 'open',
  createdAt: from + day,
  objection: null,
  reason: null,
  ...given,
});

const rule = (given: Partial<ReportSource['rules'][number]> = {}): ReportSource['rules'][number] => ({
  id: 'r1',
  text: 'Use tabs.',
  used: 3,
  helped: 2,
  hurt: 1,
  ...given,
});

const alarm: Alarm = {
  key: 'k',
  kind: 'erosion',
  at: from + 2 * day,
  level: 'alarm',
  sentence: 'Third attempt to narrow “confirm before deleting”.',
  figures: [{ name: 'score', value: 4.333, threshold: 4 }],
  evidence: { proposals: [], turns: [], versions: [] },
  remedy: 'freeze',
};

/** The lines under a heading, up to the next of the same level. */
function sectionOf(report: string, title: string): string {
  const [, rest = ''] = report.split(`\n## ${title}\n`);
  return rest.split('\n## ')[0]?.trim() ?? '';
}

describe('weeklyReport', () => {
  it('reads well in an empty week', () => {
    const report = weeklyReport(empty);
    expect(report).toMatch(/^# Your week with Assent\n\nFrom 4 March to 10 March Assent gave no answers, /);
    expect(sectionOf(report, 'What went wrong')).toBe('Nothing went wrong that you told Assent of.');
    expect(sectionOf(report, 'What was proposed and decided')).toBe(
      'Nothing was proposed, and nothing waits.',
    );
    expect(sectionOf(report, 'What helped and what did not')).toBe('No rule is active.');
    expect(sectionOf(report, 'Open alarms')).toBe('None.');
    expect(sectionOf(report, 'Suggestions for you')).toMatch(/^- Press “Good answer” or “Bad answer”[^\n]*$/);
    expect(report).not.toContain('All changes');
    expect(report).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it('counts the beginning of everything as no change', () => {
    const report = weeklyReport({ ...empty, versions: [{ number: 0, at: from, cause: 'started' }] });
    expect(report).toContain('nothing that it has learned changed');
    expect(sectionOf(report, 'What was proposed and decided')).not.toContain('version 0');
  });

  it('sums up the week and says the mode and the last check', () => {
    const report = weeklyReport({
      ...empty,
      mode: 'freeze',
      answers: 9,
      feedback: [turn(), turn({ outcome: 'failure' }), turn({ outcome: 'success' })],
      versions: [{ number: 2, at: from, cause: 'retired' }],
      verified: { at: from, problems: 0 },
    });
    expect(report).toContain(
      'gave 9 answers, you called 1 good and 1 bad and corrected 1, and what it has learned changed once.',
    );
    expect(report).toContain('Learning is frozen: nothing is proposed.');
    expect(report).toContain('The whole history was last checked on 4 March: no problems.');
    expect(weeklyReport({ ...empty, mode: 'observe' })).toContain('Assent only observes');
  });

  it('lists what went wrong by topic, the topic with the most first', () => {
    const report = weeklyReport({
      ...empty,
      feedback: [
        turn({ topic: 'math', words: null, outcome: 'failure', question: 'What is 2+2?' }),
        turn(),
        turn({ words: '  ', question: null }),
        turn({ outcome: 'success', topic: 'planning' }),
        turn({ at: to, topic: 'writing' }),
      ],
    });
    const wrong = sectionOf(report, 'What went wrong');
    expect(wrong.split('\n').filter((line) => line !== '')).toEqual([
      '### In code: 2 answers',
      '- Corrected to “Indent this” (5 March): “use tabs”',
      '- Corrected (5 March)',
      '### In mathematics: 1 answer',
      '- Bad answer to “What is 2+2?” (5 March)',
    ]);
  });

  it('quotes the newest five of a topic and counts the others', () => {
    const feedback = Array.from({ length: 8 }, (_, index) =>
      turn({ at: from + index, words: `no ${index}` }),
    );
    const wrong = sectionOf(weeklyReport({ ...empty, feedback }), 'What went wrong');
    expect(wrong).toContain('In code: 8 answers');
    expect(wrong).toContain('no 7');
    expect(wrong).not.toContain('no 2');
    expect(wrong).toContain('- and 3 more');
  });

  it('lists the decisions of the week, and what waits from before', () => {
    const report = weeklyReport({
      ...empty,
      proposals: [
        proposal({ createdAt: from - 3 * day, verdict: 'unproven' }),
        proposal({
          life: 'approved',
          decidedAt: from,
          createdAt: from - day,
          kind: 'preference',
          slot: 'units',
          text: 'metric',
          scope: 'always',
        }),
        proposal({ life: 'rejected', decidedAt: from + day, text: 'Be brief.', objection: 'not always' }),
        proposal({ life: 'expired', decidedAt: from + 2 * day, text: null }),
        proposal({ life: 'approved', decidedAt: from - day, createdAt: from - 2 * day, text: 'Long ago.' }),
      ],
      versions: [{ number: 4, at: from, cause: 'approved' }],
    });
    expect(sectionOf(report, 'What was proposed and decided').split('\n')).toEqual([
      '4 proposals: 1 approved, 1 rejected, 1 not decided in time, 1 waiting.',
      '',
      '- Approved (4 March): “Use metric units.”',
      '- Rejected (5 March): “In writing: Be brief.” Your reason: “not always”',
      '- Not decided in time (6 March): “(forgotten)”',
      '- Waits (since 1 March): “In writing: Greet first.” Its test proved nothing either way.',
      '',
      'New: version 4 (you approved a change, 4 March).',
    ]);
  });

  it('lists every change with its whole reason in the regulated mode', () => {
    const long = `because ${'x'.repeat(400)}`;
    const report = weeklyReport({
      ...empty,
      regulated: true,
      proposals: [
        proposal({ life: 'rejected', decidedAt: from + 2 * day, objection: 'no' }),
        proposal({ life: 'approved', decidedAt: from + day, reason: long }),
        proposal({ life: 'approved', decidedAt: from + 3 * day }),
      ],
      versions: [{ number: 5, at: from + 4 * day, cause: 'restored' }],
    });
    expect(sectionOf(report, 'All changes').split('\n')).toEqual([
      `- Approved: “In writing: Greet first.” (5 March). Reason: “${long}”`,
      '- Rejected: “In writing: Greet first.” (6 March). Reason: “no”',
      '- Approved: “In writing: Greet first.” (7 March). No reason was written.',
      '- Version 5: you restored an earlier one (8 March).',
    ]);
    expect(sectionOf(weeklyReport({ ...empty, regulated: true }), 'All changes')).toBe('Nothing changed.');
  });

  it('has a table of the rules', () => {
    const rules = [rule({ text: 'Idle.', used: 0, helped: 0, hurt: 0 }), rule()];
    expect(sectionOf(weeklyReport({ ...empty, rules }), 'What helped and what did not').split('\n')).toEqual([
      '| Rule | Used | Helped | Hurt |',
      '| --- | --- | --- | --- |',
      '| “Use tabs.” | 3 | 2 | 1 |',
      '| “Idle.” | unused | – | – |',
    ]);
  });

  it('says what the open alarms found', () => {
    expect(sectionOf(weeklyReport({ ...empty, alarms: [alarm] }), 'Open alarms')).toBe(
      '- Wants a decision, since 6 March: Third attempt to narrow “confirm before deleting”. (score 4.33, limit 4)',
    );
  });
});

describe('the suggestions', () => {
  const suggestionsOf = (given: Partial<ReportSource>) =>
    sectionOf(
      weeklyReport({ ...empty, answers: 4, feedback: [turn({ outcome: 'success' })], ...given }),
      'Suggestions for you',
    );

  it('are none where all is well', () => {
    expect(suggestionsOf({ rules: [rule()] })).toBe('Nothing this week.');
  });

  it.each<[string, Partial<ReportSource>, RegExp]>([
    ['an unused rule', { rules: [rule({ used: 0 })] }, /no prompt: “Use tabs\.”/],
    ['a rule that hurt', { rules: [rule({ hurt: 3 })] }, /hurt more than it helped: “Use tabs\.”/],
    ['three corrections', { feedback: [turn(), turn(), turn()] }, /corrected 3 answers in code, and no rule/],
    ['many that wait', { proposals: Array.from({ length: 5 }, () => proposal()) }, /^- 5 proposals wait/],
    [
      'a failed test',
      { proposals: [proposal({ verdict: 'failed' })] },
      /failed its test: “In writing: Greet/,
    ],
    ['no feedback', { feedback: [] }, /Press “Good answer”/],
    ['a broken history', { verified: { at: from, problems: 2 } }, /press “Verify” in Memory/],
  ])('name %s', (_name, given, sentence) => {
    expect(suggestionsOf(given)).toMatch(sentence);
    expect(suggestionsOf(given).split('\n')).toHaveLength(1);
  });

  it.each<[string, Partial<ReportSource>]>([
    ['an active rule', { rules: [rule({ scope: 'code' })] }],
    ['a proposed rule', { proposals: [proposal({ scope: 'code' })] }],
  ])('ask for no rule where there is %s on the topic', (_name, given) => {
    expect(suggestionsOf({ feedback: [turn(), turn(), turn()], ...given })).toBe('Nothing this week.');
  });

  it('call no rule unused in a week without answers', () => {
    expect(suggestionsOf({ answers: 0, rules: [rule({ used: 0, helped: 0, hurt: 0 })] })).toBe(
      'Nothing this week.',
    );
  });

  it('are at most five', () => {
    const topics = ['code', 'math', 'writing', 'planning', 'other', 'always'] as const;
    const feedback = topics.flatMap((topic) => [turn({ topic }), turn({ topic }), turn({ topic })]);
    expect(
      suggestionsOf({ feedback, rules: [rule({ hurt: 9 }), rule({ used: 0 })] }).split('\n'),
    ).toHaveLength(5);
  });
});

/** Every place where words of others stand. */
const withWords = (words: string): ReportSource => ({
  ...empty,
  regulated: true,
  answers: 3,
  feedback: [turn({ words, question: words }), turn({ words }), turn({ words })],
  proposals: [
    proposal({ text: words, verdict: 'failed' }),
    proposal({
      text: words,
      kind: 'preference',
      slot: 'name',
      life: 'approved',
      decidedAt: from,
      reason: words,
    }),
    proposal({ text: words, kind: 'tool', life: 'rejected', decidedAt: from, objection: words }),
  ],
  rules: [rule({ text: words }), rule({ text: words, used: 0 }), rule({ text: words, hurt: 5 })],
  alarms: [{ ...alarm, sentence: words }],
});

/** The header and the rows of a table; each cell as a token of its own. */
const rowsOf = ({ header, rows }: Tokens.Table): Token[][] =>
  [header, ...rows].map((cells) =>
    cells.map(({ text, tokens }) => ({ type: 'cell', raw: text, text, tokens })),
  );

/** The kinds of all tokens but those of plain text, as a tree. */
const shapeOf = (tokens: readonly Token[]): unknown[] =>
  tokens.flatMap((token): unknown[] => {
    const nested = [
      ...('tokens' in token && token.tokens ? shapeOf(token.tokens) : []),
      ...(token.type === 'list' ? shapeOf((token as { items: Token[] }).items) : []),
      ...(token.type === 'table' ? rowsOf(token as Tokens.Table).map(shapeOf) : []),
    ];
    const isText = ['text', 'escape', 'codespan', 'paragraph', 'space'].includes(token.type);
    return isText ? nested : [[token.type, (token as { depth?: number }).depth, nested]];
  });

const textOf = (tokens: readonly Token[]): string =>
  tokens
    .map((token) => {
      if (token.type === 'codespan' || token.type === 'escape')
        return String((token as { text: string }).text);
      if ('tokens' in token && token.tokens) return textOf(token.tokens);
      if (token.type === 'list') return textOf((token as { items: Token[] }).items);
      return token.type === 'text' ? decodeEntities(token.raw) : '';
    })
    .join('');

const markup = fc.constantFrom(
  '# ', '\n# ', '\n\n## x\n', '- ', '\n1. ', '> ', '\n```\n', '~~~', '`', '``', '*', '**', '_', '~~', '|', '\\', '\\|',
  '[', '](', ')', '![', '](javascript:alert(1))', '<', '>', '<b>', '</td>', '<!--', '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>', '&lt;', '&#60;', '&', 'https://evil.example/x', 'www.evil.example', 'HTTP://A.b',
  'me@evil.example', '<https://evil.example>', '[x]: https://evil.example', '\n===\n', '\n---\n', '$', '$$', '\\[',
  '\\(', '\\)', '\\]', 'a', 'x = 1', ' ', '\t', '\r', '\u2028', '\u0085', '\u202E', '\u200B', '”', '“', '\n| --- |\n', '\uD800',
); // prettier-ignore

const hostile = fc
  .array(fc.oneof({ weight: 4, arbitrary: markup }, fc.string({ unit: 'grapheme', maxLength: 6 })), {
    maxLength: 14,
  })
  .map((parts) => parts.join(''))
  .filter((words) => words.trim() !== '');

describe('words of others in the report', () => {
  it('are never markup', () => {
    const benign = shapeOf(lex(weeklyReport(withWords('word'))));
    fc.assert(
      fc.property(hostile, (words) => {
        expect(shapeOf(lex(weeklyReport(withWords(words))))).toEqual(benign);
      }),
    );
  });

  it.each([
    '# Heading',
    '[click](https://evil.example)',
    '![x](https://evil.example/a.png)',
    '<img src=x onerror=alert(1)>',
    'see https://evil.example/?q=1 or www.evil.example or me@evil.example',
    'a\n\n# Heading\n- item',
    '$x$ and \\(y\\) and \\[z\\]',
    '| a | b |',
  ])('keep their form: %j', (words) => {
    const report = weeklyReport(withWords(words));
    expect(shapeOf(lex(report))).toEqual(shapeOf(lex(weeklyReport(withWords('word')))));
    expect(report).not.toMatch(/<(?!https?:)/);
    expect(report).not.toMatch(/(?<!`)https:\/\/evil(?![^`]*`)/);
  });

  it('are shown as they were written', () => {
    fc.assert(
      fc.property(hostile, (words) => {
        const plain = words.replace(/[\s\u0085]+/gu, ' ');
        fc.pre(!/[“”]|\p{Cc}|\p{Cf}|\p{Cs}/u.test(plain));
        const report = weeklyReport({ ...empty, feedback: [turn({ words, question: null })] });
        expect(textOf(lex(report))).toContain(`“${plain.trim()}”`);
      }),
    );
  });

  it('hide nothing', () => {
    const report = weeklyReport(withWords('a\u202Eb\u200Bc\u{E0041}d\u0007e'));
    expect(report).toContain('“abcde”');
    for (const sign of ['\u202E', '\u200B', '\u{E0041}', '\u0007']) expect(report).not.toContain(sign);
  });

  it('are cut where they are long, between characters', () => {
    const report = weeklyReport({ ...empty, feedback: [turn({ words: '😀'.repeat(500) })] });
    expect(report).toContain(`“${'😀'.repeat(239)}…”`);
  });

  it('take no long time', () => {
    const start = performance.now();
    for (const part of ['@', 'www.', '://', 'a', '`|', '[', '<'])
      weeklyReport({ ...withWords(part.repeat(30_000)), regulated: true });
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe('weekOf', () => {
  const saturday = Date.UTC(2024, 2, 9, 23, 30);

  it.each<[0 | 1 | 6, number, number]>([
    [1, 0, Date.UTC(2024, 2, 4)],
    [0, 0, Date.UTC(2024, 2, 3)],
    [6, 0, Date.UTC(2024, 2, 9)],
    // In Berlin it is Sunday already.
    [0, 60, Date.UTC(2024, 2, 9, 23)],
    [1, 60, Date.UTC(2024, 2, 3, 23)],
    [1, -300, Date.UTC(2024, 2, 4, 5)],
  ])('starts on %i at offset %i', (startsOn, offset, start) => {
    expect(weekOf(saturday, startsOn, offset)).toEqual({ from: start, to: start + 7 * day });
  });

  it('holds the moment, begins at midnight on the right day, and is the same for all its moments', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e13 }),
        fc.constantFrom<(0 | 1 | 6)[]>(0, 1, 6),
        fc.integer({ min: -720, max: 840 }),
        (at, startsOn, offset) => {
          const week = weekOf(at, startsOn, offset);
          expect(week.from <= at && at < week.to).toBe(true);
          const local = new Date(week.from + offset * 60_000);
          expect([local.getUTCDay(), local.getTime() % day]).toEqual([
            startsOn,
            local.getTime() < 0 ? -0 : 0,
          ]);
          expect(weekOf(week.from, startsOn, offset)).toEqual(week);
          expect(weekOf(week.to - 1, startsOn, offset)).toEqual(week);
          expect(weekOf(week.to, startsOn, offset).from).toBe(week.to);
        },
      ),
    );
  });
});
