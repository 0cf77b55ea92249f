import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginning, entryHash, noHead, seal } from '../../../../src/domain/consent/chain.ts';
import type { LedgerEntry, LedgerFact } from '../../../../src/domain/consent/ledger.ts';
import type { Proposal } from '../../../../src/domain/consent/proposal.ts';
import {
  auditRow,
  itemSentence,
  matches,
  toCsv,
  toJsonLines,
  type AuditRow,
  type AuditTextOf,
} from '../../../../src/domain/report/audit-trail.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const at = Date.UTC(2024, 2, 4, 12);

const entryOf = (fact: LedgerFact, by: LedgerEntry['by'] = 'user'): LedgerEntry =>
  seal({ ...fact, at, by }, noHead, sha256);

const said: Record<string, string> = {
  a: 'Use metric units.',
  b: 'Greet first.',
  t1: 'metric',
  t2: 'too\n broad',
  t3: 'Be brief.',
};
const textOf: AuditTextOf = (ref) =>
  said['proposal' in ref ? ref.proposal : 'call' in ref ? ref.call : ref.id];
const text = (id: string) => ({ id, hash: 'h' });
const stamp = { version: 3, versionHash: 'v' };
const program = { build: '1', guardrailHash: 'g', baseHash: 'b' };

const proposal = (given: Partial<Proposal> = {}): Proposal => ({
  id: 'a',
  kind: 'preference',
  scope: 'always',
  slot: 'units',
  text: text('t1'),
  origin: 'said',
  evidence: [],
  life: 'open',
  createdAt: at,
  place: 0,
  report: text('r'),
  ...given,
});

const rule = proposal({ id: 'b', kind: 'rule', scope: 'code', text: text('t3') });
delete rule.slot;

const approved = (given: object = {}): LedgerFact => ({
  kind: 'approved',
  body: { proposals: ['a'], replaced: [], retired: [], ...stamp, ...given },
});
const edited = (given: object = {}): LedgerFact => ({
  kind: 'edited',
  body: { proposal: 'a', text: text('t3'), scope: 'code', report: text('r'), life: 'open', ...given },
});

describe('auditRow', () => {
  it.each<[string, LedgerFact, LedgerEntry['by'], string[]]>([
    ['Assent began with nothing learned: version 0', { kind: 'started', body: { program, ...stamp, version: 0 } }, 'system', []],
    ['The program was updated', { kind: 'program-updated', body: { from: program, to: { ...program, build: '2' }, suspended: [] } }, 'system', []],
    ['What is learned was screened again; “Greet first.” is suspended', { kind: 'program-updated', body: { from: program, to: program, suspended: ['b'] } }, 'system', ['b']],
    ['Assent proposed “Use metric units.” and “In code: Be brief.”', { kind: 'proposed', body: { proposals: [proposal(), rule] } }, 'agent', ['a', 'b']],
    ['You proposed “(forgotten)”', { kind: 'proposed', body: { proposals: [proposal({ text: text('gone') })] } }, 'user', ['a']],
    ['You changed a proposal to “In code: Be brief.”', edited(), 'user', ['a']],
    ['You changed a proposal to “Use metric units.”; screening blocks it', edited({ text: text('t1'), scope: 'always', slot: 'units', life: 'blocked' }), 'user', ['a']],
    ['You changed a proposal to “(forgotten)”', edited({ text: text('gone') }), 'user', ['a']],
    ['You approved “Use metric units.”: version 3', approved(), 'user', ['a']],
    ['You approved “Use metric units.” and “(forgotten)”: version 3; they replaced “Greet first.”', approved({ proposals: ['a', 'x'], replaced: ['b'] }), 'user', ['a', 'x', 'b']],
    ['You approved “Use metric units.”: version 3; “Greet first.” was retired to make room', approved({ retired: ['b'] }), 'user', ['a', 'b']],
    ['You approved “Use metric units.”: version 3; “Use metric units.” waits for a test; the reason: “too broad”', approved({ untested: ['a'], reason: text('t2') }), 'user', ['a']],
    ['You rejected “Use metric units.”', { kind: 'rejected', body: { proposals: ['a'] } }, 'user', ['a']],
    ['You rejected “Use metric units.”, because: “too broad”', { kind: 'rejected', body: { proposals: ['a'], objection: text('t2') } }, 'user', ['a']],
    ['“Use metric units.” and “Greet first.” were not decided in time', { kind: 'expired', body: { proposals: ['a', 'b'] } }, 'system', ['a', 'b']],
    ['You retired “Greet first.”: version 3', { kind: 'retired', body: { items: ['b'], ...stamp } }, 'user', ['b']],
    ['You restored version 1: version 3', { kind: 'restored', body: { from: 1, skipped: [], ...stamp } }, 'user', []],
    ['You restored version 1, without 2 forgotten texts: version 3', { kind: 'restored', body: { from: 1, skipped: ['x', 'y'], ...stamp } }, 'user', ['x', 'y']],
    ['You had 1 text forgotten for good', { kind: 'redacted', body: { texts: ['t1'], items: ['a'] } }, 'user', ['a']],
    ['You froze learning', { kind: 'mode', body: { mode: 'freeze' } }, 'user', []],
    ['You let Assent observe only', { kind: 'mode', body: { mode: 'observe' } }, 'user', []],
    ['You let Assent learn', { kind: 'mode', body: { mode: 'learn' } }, 'user', []],
    ['You gave feedback on an answer', { kind: 'feedback', body: { feedback: 'f', hash: 'h' } }, 'user', []],
    ['You imported 12 proposals from a file (yaml)', { kind: 'imported', body: { batch: 'i', format: 'yaml', sha256: 's', items: 12 } }, 'user', []],
    ['You exported what is learned (json)', { kind: 'exported', body: { format: 'json', sha256: 's' } }, 'user', []],
  ])('%s', (what, fact, by, items) => {
    expect(auditRow(entryOf(fact, by), textOf)).toEqual({ seq: 1, at, by, kind: fact.kind, what, items });
  }); // prettier-ignore

  it.each<[string, string, object]>([
    ['“Use metric units.” was tested: unproven', 'tested', { run: 'r', hash: 'h', proposal: 'a', text: 't1', verdict: 'unproven' }],
    ['Version 3 passed 15 of 16 guardrail probes', 'probed', { run: 'r', hash: 'h', version: 3, passed: 15, of: 16 }],
    ['The program kept a test', 'check-kept', { check: 'c', hash: 'h' }],
    ['The program removed a test', 'check-removed', { check: 'c' }],
    ['An alarm was raised: a guardrail is worn down', 'alarm', { key: 'k', alarm: 'erosion' }],
    ['The program acknowledged an alarm, because: “too broad”', 'acknowledged', { key: 'k', reason: text('t2') }],
    ['The program turned the regulated profile on', 'regulated', { on: true }],
    ['The program did something of the kind “later”', 'later', { any: [{ thing: null }] }],
  ])('%s', (what, kind, body) => {
    const row = auditRow(entryOf({ kind, body } as LedgerFact, 'system'), textOf);
    expect(row).toMatchObject({ what, kind });
  }); // prettier-ignore

  it('keeps to one line whatever was said', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        const { what } = auditRow(entryOf(approved({ reason: text('t2') })), () => words);
        expect(what).not.toMatch(/[\n\r\t\u2028\u2029\p{Cc}]/u);
      }),
    );
  });
});

describe('itemSentence', () => {
  it.each([
    [{ kind: 'rule', scope: 'always', text: 'Be brief.' }, 'Be brief.'],
    [
      { kind: 'preference', scope: 'code', slot: 'indentation', text: 'tabs' },
      'In code: Indent code with tabs.',
    ],
    [{ kind: 'tool', scope: 'always', text: '{"body":"1","name":"adder"}' }, 'Tool: adder'],
    [{ kind: 'tool', scope: 'always', text: 'not JSON' }, 'Tool: without a name'],
    [{ kind: 'tool', scope: 'always', text: null }, '(forgotten)'],
  ] as const)('%j', (item, sentence) => {
    expect(itemSentence(item)).toBe(sentence);
  });
});

describe('matches', () => {
  const row = auditRow(entryOf(approved()), textOf);

  it.each([
    [{}, true],
    [{ kinds: ['approved', 'rejected'] }, true],
    [{ kinds: ['rejected'] }, false],
    [{ kinds: [] }, false],
    [{ query: 'METRIC approved' }, true],
    [{ query: '  ' }, true],
    [{ query: 'metric rejected' }, false],
    [{ from: at, to: at + 1 }, true],
    [{ from: at + 1 }, false],
    [{ to: at }, false],
  ])('%j → %s', (filter, isThere) => {
    expect(matches(row, filter)).toBe(isThere);
  });
});

describe('toJsonLines', () => {
  it('gives others all that they need to check the chain', () => {
    const entries: LedgerEntry[] = [];
    for (const fact of [approved(), edited(), approved({ proposals: ['ü', '"\n'] })]) {
      const last = entries.at(-1);
      entries.push(seal({ ...fact, at, by: 'user' }, last ?? noHead, sha256));
    }
    const lines = toJsonLines(entries).split('\n');
    expect(lines.pop()).toBe('');
    let prev = beginning;
    for (const [index, line] of lines.entries()) {
      const entry = JSON.parse(line) as LedgerEntry;
      expect(entry).toEqual(entries[index]);
      expect(entry.prev).toBe(prev);
      // Without any code of this program: cut the member out of the line.
      expect(sha256(line.replace(/"hash":"[0-9a-f]{64}",/, ''))).toBe(entry.hash);
      expect(entryHash(entry, sha256)).toBe(entry.hash);
      prev = entry.hash;
    }
  });

  it('is empty for no entries', () => {
    expect(toJsonLines([])).toBe('');
  });
});

/** A small reader of RFC 4180. */
function parseCsv(csv: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let rest = csv;
  while (rest !== '') {
    const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
    if (!match) throw new Error(`This is no CSV: ${rest}`);
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') {
      rows.push(cells);
      cells = [];
    }
    rest = rest.slice(match[0].length);
  }
  return rows;
}

const words = fc
  .array(
    fc.oneof(
      fc.constantFrom('"', ',', '\r\n', '\n', '=', '+', '-', '@', '\t', '\r', "'", '=1+1'),
      fc.string({ unit: 'grapheme' }),
    ),
  )
  .map((parts) => parts.join(''));

const rows: fc.Arbitrary<AuditRow> = fc.record({
  seq: fc.nat(),
  at: fc.date({ noInvalidDate: true }).map((date) => date.getTime()),
  by: fc.constantFrom<LedgerEntry['by'][]>('user', 'agent', 'system'),
  kind: fc.constantFrom<LedgerEntry['kind'][]>('approved', 'mode'),
  what: words,
  items: fc.array(fc.uuid(), { maxLength: 3 }),
});

describe('toCsv', () => {
  it('parses back to the same cells, and no cell begins like a formula', () => {
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 5 }), (given) => {
        const [header, ...read] = parseCsv(toCsv(given));
        expect(header).toEqual(['number', 'time', 'by', 'kind', 'what', 'ids']);
        expect(read).toHaveLength(given.length);
        for (const [index, row] of given.entries()) {
          const cells = read[index] ?? [];
          expect(cells.every((cell) => !/^[=+\-@\t\r\n]/.test(cell))).toBe(true);
          const plain = (cell: string) => cell.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, '');
          expect(cells.map(plain)).toEqual([
            String(row.seq),
            new Date(row.at).toISOString().replace(/^'/, ''),
            row.by,
            row.kind,
            // What begins with an apostrophe and a sign of its own looks the same.
            plain(row.what),
            row.items.join(' '),
          ]);
        }
      }),
    );
  });

  it.each(['=1+1', '+1', '-1', '@sum', '\t=1', '\r=1'])('makes %j text', (what) => {
    const row = { ...auditRow(entryOf(approved()), textOf), what };
    expect(parseCsv(toCsv([row]))[1]?.[4]).toBe(`'${what}`);
  });

  it('writes times as ISO 8601', () => {
    const row = auditRow(entryOf(approved()), textOf);
    expect(toCsv([row])).toContain('"2024-03-04T12:00:00.000Z"');
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true, min: new Date(0) }), (date) => {
        expect(parseCsv(toCsv([{ ...row, at: date.getTime() }]))[1]?.[1]?.replace(/^'/, '')).toBe(
          date.toISOString(),
        );
      }),
    );
  });
});
