import { beforeEach, describe, expect, it } from 'vitest';
import { createInstantLookups, type InstantLookupsDeps } from '../../../src/app/instant-lookups.ts';
import type { LearnedItem } from '../../../src/domain/learned/state.ts';
import type { ProposalView } from '../../../src/domain/consent/proposal.ts';
import type { SearchHit } from '../../../src/domain/search.ts';
import { createFakeWorkspace } from '../../fixtures/fake-workspace.ts';
import { cardOf, learnedRule } from './fake-learning.ts';

const day = 86_400_000;
const now = 100 * day;

let items: LearnedItem[];
let decided: ProposalView[];
let hits: SearchHit[];

const lookups = (given: Record<string, string> = {}) => {
  const stores = {
    workspace: createFakeWorkspace(given),
    search: { find: async (_query: string, limit: number) => hits.slice(0, limit) },
    learning: { decided: async () => decided },
  } satisfies Awaited<InstantLookupsDeps['stores']>;
  return createInstantLookups({ stores: Promise.resolve(stores), clock: () => now, items: () => items });
};

const notes = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`notes/${at}.md`, 'milk']));
const linesOf = ({ shown }: { shown: string }) => shown.split('\n');

beforeEach(() => {
  items = [];
  decided = [];
  hits = [];
});

describe('notes', () => {
  it('are found by their words, whose signs do not act', async () => {
    expect(
      await lookups({ 'a b/x*.md': '**milk** [now](#/settings)', 'c.md': 'tea' }).findNotes('milk'),
    ).toEqual({
      shown: '- [a b/x\\*.md](#/files/a%20b%2Fx*.md) \\*\\*milk\\*\\* \\[now\\](\\#/settings)',
      sent: '(1 notes with “milk” were shown.)',
    });
  });

  it('that are not found are said to be', async () => {
    expect(await lookups().findNotes('milk')).toEqual({ shown: 'No note or file has “milk” in it.' });
  });

  it('are found twenty at most', async () => {
    expect(linesOf(await lookups(notes(25)).findNotes('milk'))).toHaveLength(20);
  });

  it('are listed, the newest first', async () => {
    expect(await lookups({ 'old.md': '', 'new.md': '' }).showNotes()).toEqual({
      shown: '- [new.md](#/files/new.md)\n- [old.md](#/files/old.md)',
      sent: '(2 files were listed.)',
    });
  });

  it('are listed twenty at most, with where the others are', async () => {
    const lines = linesOf(await lookups(notes(25)).showNotes());
    expect(lines).toHaveLength(22);
    expect(lines.at(-1)).toBe('All 25 are in [Files](#/files).');
  });

  it('that are not there yet are begun by a word', async () => {
    expect(await lookups().showNotes()).toEqual({
      shown: 'There are no notes yet. Say “note: buy milk” to write one.',
    });
  });
});

describe('conversations', () => {
  it('are found, with a link to each', async () => {
    const match = { from: 4, to: 8 };
    hits = [{ conversationId: 'c1', messageId: 'm1', title: 'Trip_', snippet: 'to `Rome`', match }];
    expect(await lookups().findConversations('rome')).toEqual({
      shown: '- [Trip\\_](#/chat/c1) to \\`Rome\\`',
      sent: '(1 conversations with “rome” were shown.)',
    });
  });

  it('that are not found are said to be', async () => {
    expect(await lookups().findConversations('rome')).toEqual({
      shown: 'No conversation has “rome” in it.',
    });
  });
});

describe('what is known', () => {
  it('is nothing at first', () => {
    expect(lookups().known().shown).toMatch(/^Nothing so far: .*\[Inbox\]/);
  });

  it('is each thing that acts, as a sentence', () => {
    items = [
      { ...learnedRule('r', 'Use *tabs*.'), scope: 'code' },
      { ...learnedRule('t', '{}'), kind: 'tool' },
    ];
    expect(linesOf(lookups().known())).toEqual([
      'This is all that you approved:',
      '',
      expect.stringMatching(/^- In code: .*\\\*tabs\\\*/),
      '- A tool (see [Memory](#/memory))',
      '',
      'Each can be retired in [Memory](#/memory).',
    ]);
  });
});

describe('the week', () => {
  const rule = { kind: 'rule', scope: 'always', text: 'Be short.', origin: 'said', evidence: [] } as const;
  const card = (life: ProposalView['life'], ago: number, more: Partial<ProposalView> = {}) =>
    decided.push({ ...cardOf(rule), life, decidedAt: now - ago, ...more });

  it('counts what was decided in seven days, and shows what was approved', async () => {
    card('approved', day);
    card('approved', day, { text: null });
    card('approved', day, { kind: 'tool', text: '{}' });
    card('rejected', 7 * day, { text: 'Be long.' });
    card('approved', 7 * day + 1, { text: 'Be old.' });
    expect(linesOf(await lookups().week())).toEqual([
      'In the last seven days you approved 3 and rejected 1 proposals.',
      '',
      '- Be short.',
      '',
      'The [weekly report](#/insights) has the rest.',
    ]);
  });

  it('in which nothing was decided says so', async () => {
    card('approved', 8 * day);
    expect(await lookups().week()).toEqual({
      shown: 'Nothing: no proposal was decided in the last seven days.',
    });
  });
});
