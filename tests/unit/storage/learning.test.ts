import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { approveSubject, forgetSubject } from '../../../src/domain/consent/subjects.ts';
import { readRules } from '../../../src/domain/bundle/read-rules.ts';
import { writeBundle } from '../../../src/domain/bundle/write-bundle.ts';
import { sha256 } from '../../../src/storage/sha256.ts';
import { draftOf, learningTab, plainScreen, program, type LearningTab } from '../../fixtures/learning.ts';
import { answer, conversation, freshIndexedDb, nextValue, question } from '../../fixtures/storage.ts';

const day = 86_400_000;

beforeEach(() => freshIndexedDb());

/** Whatever a test did, the record holds together: the test of tampering apart. */
const holds = async (tab: LearningTab) => expect((await tab.store.verify()).problems).toEqual([]);

const textsIn = async (tab: LearningTab) => (await tab.view()).items.map(({ text }) => text);
const allText = async ({ database }: LearningTab) =>
  JSON.stringify(
    await Promise.all(database.tables.map(async (table) => [table.name, await table.toArray()] as const)),
  );

describe('the start', () => {
  it('makes version 0, once, also from two tabs at once', async () => {
    const [one, other] = await Promise.all([learningTab(), learningTab()]);
    expect((await one.view()).version).toBe(0);
    expect((await nextValue(other.store.versions())).map(({ number }) => number)).toEqual([0]);
    expect(await one.database.ledger.count()).toBe(1);
  });

  it('notes a new build, and suspends what that build would not let in', async () => {
    const tab = await learningTab();
    await tab.add('Be brief.');
    await tab.add('This will be worse.');
    const stricter = await learningTab({
      database: tab.database,
      screen: (subject, context) =>
        plainScreen({ ...subject, text: subject.text.replace('worse', 'bad') }, context),
    });
    await stricter.store.start({ ...program, build: 'build-2' });
    const view = await stricter.view();
    expect(view.items).toHaveLength(2);
    expect(view.suspended).toEqual([view.items[1]?.id]);
    expect((await tab.database.ledger.orderBy('seq').last())?.kind).toBe('program-updated');
    // The same build again changes nothing.
    await stricter.store.start({ ...program, build: 'build-2' });
    expect(await tab.database.ledger.count()).toBe(6);
    await holds(tab);
  });

  it('stands still where the newest version is not as it was left', async () => {
    const tab = await learningTab();
    await tab.add('Be brief.');
    const row = (await tab.database.texts.toArray()).find(({ text }) => text === 'Be brief.');
    await tab.database.texts.put({ id: '', salt: '', ...row, text: 'Be long.' });
    await tab.store.start(program);
    expect((await tab.view()).broken).toContain('not as it was left');
    expect(await tab.add('Be kind.')).toContain('Nothing was changed');
    expect(await tab.database.versions.count()).toBe(2);
  });

  it('stands still where the program is not the one that was built', async () => {
    const tab = await learningTab();
    await tab.store.start({ ...program, guardrailHash: 'another' });
    expect((await tab.view()).broken).toContain('not as it was built');
  });
});

describe('proposals', () => {
  it('wait, and change nothing that acts', async () => {
    const tab = await learningTab();
    const [card] = await tab.propose({ text: '  Say   hello first. ' });
    expect(card).toMatchObject({ text: 'Say hello first.', life: 'open', report: { verdict: 'clear' } });
    const view = await tab.view();
    expect(view.items).toEqual([]);
    expect(view.proposals.map(({ id }) => id)).toEqual([card?.id]);
    expect(view.proposals[0]?.evidence[0]?.quote).toBe('say hello first');
    await holds(tab);
  });

  it('are refused where they say what acts, waits or was rejected lately', async () => {
    const tab = await learningTab();
    const [card] = await tab.propose({});
    expect(await tab.propose({ text: 'say hello first' })).toEqual([]);
    await tab.store.reject([card?.id ?? ''], 'no');
    expect(await tab.propose({})).toEqual([]);
    tab.clock.now += 31 * day;
    const [again] = await tab.propose({});
    expect(await tab.approve(again ? [again] : [])).toBe(1);
    const [result] = await tab.store.propose([draftOf()]);
    expect(result).toMatchObject({ ok: false, error: { kind: 'known', itemId: again?.id } });
    await holds(tab);
  });

  it('of a typed slot name what they would replace, and take its place', async () => {
    const tab = await learningTab();
    const units = { kind: 'preference', slot: 'units', text: 'metric' } as const;
    const first = await tab.propose(units);
    await tab.approve(first);
    const [second] = await tab.propose({ ...units, text: 'imperial' });
    expect(second?.replaced).toEqual({ id: first[0]?.id, text: 'metric' });
    expect(await tab.approve(second ? [second] : [])).toBe(2);
    expect(await textsIn(tab)).toEqual(['imperial']);
    expect((await tab.store.version(1))?.items.map(({ text }) => text)).toEqual(['metric']);
    await holds(tab);
  });

  it('that mean nothing are refused with a sentence', async () => {
    const tab = await learningTab();
    const results = await tab.store.propose([
      draftOf({ text: ' ' }),
      draftOf({ kind: 'preference', slot: 'units', text: 'the blue ones' }),
    ]);
    expect(results.map((result) => !result.ok && result.error.kind)).toEqual(['unclear', 'unclear']);
    expect(await tab.database.proposals.count()).toBe(0);
    await holds(tab);
  });

  it('are none while learning is frozen or only observes', async () => {
    const tab = await learningTab();
    await tab.store.setMode('freeze');
    expect(await tab.store.propose([draftOf()])).toMatchObject([{ ok: false, error: { kind: 'frozen' } }]);
    await tab.store.setMode('observe');
    expect(await tab.store.propose([draftOf()])).toMatchObject([{ ok: false, error: { kind: 'observing' } }]);
    await tab.store.setMode('learn');
    expect(await tab.propose({})).toHaveLength(1);
    await holds(tab);
  });

  it('that are inferred are at most three a day, and pause after a rejection', async () => {
    const tab = await learningTab();
    const hints = [1, 2, 3, 4].map((n) => ({ origin: 'inferred', text: `Hint ${n}.` }) as const);
    const cards = await tab.propose(...hints);
    expect(cards).toHaveLength(3);
    expect(await tab.propose({ text: 'Said outright.' })).toHaveLength(1);
    await tab.store.reject([cards[0]?.id ?? ''], '');
    expect((await tab.view()).pausedUntil).toBe(tab.clock.now + day);
    tab.clock.now += day / 2;
    expect(await tab.propose({ origin: 'inferred', text: 'Hint 5.' })).toEqual([]);
    tab.clock.now += day;
    expect(await tab.propose({ origin: 'inferred', text: 'Hint 5.' })).toHaveLength(1);
    await holds(tab);
  });

  it('expire after 90 days and not before', async () => {
    const tab = await learningTab();
    await tab.propose({});
    tab.clock.now += 89 * day;
    expect(await tab.store.expire()).toBe(0);
    tab.clock.now += day;
    expect(await tab.store.expire()).toBe(1);
    expect((await tab.store.decided(5)).map(({ life }) => life)).toEqual(['expired']);
    await holds(tab);
  });
});

describe('the tap', () => {
  it('is needed, for exactly this, and only once', async () => {
    const tab = await learningTab();
    const cards = await tab.propose({}, { text: 'Be brief.' });
    const [first, second] = cards;
    if (!first || !second) throw new Error('two cards');
    const kindOf = async (tap: Parameters<typeof tab.store.approve>[1], id = first.id) => {
      const result = await tab.store.approve([id], tap);
      return result.ok ? 'done' : result.error.kind;
    };
    expect(await kindOf(undefined)).toBe('no-tap');
    expect(await kindOf({ action: 'approve', subjectHash: '', nonce: 'made up' })).toBe('no-tap');
    expect(await kindOf(tab.mint('approve', approveSubject([second])))).toBe('stale');
    expect(await kindOf(tab.mint('retire', approveSubject([first])))).toBe('stale');
    const tap = tab.mint('approve', approveSubject([first]));
    expect(await kindOf(tap)).toBe('done');
    expect(await kindOf(tap, second.id)).toBe('no-tap');
    expect((await tab.view()).version).toBe(1);
    const entry = await tab.database.ledger.orderBy('seq').last();
    expect(entry).toMatchObject({
      kind: 'approved',
      by: 'user',
      tap: { nonce: tap.nonce, action: 'approve' },
    });
    await holds(tab);
  });

  it('of a card that was edited in another tab is refused', async () => {
    const tab = await learningTab();
    const other = await learningTab();
    const cards = await tab.propose({});
    await other.store.edit(cards[0]?.id ?? '', { text: 'Say goodbye last.' });
    expect(await tab.approve(cards)).toContain('not what was shown');
    expect((await tab.view()).version).toBe(0);
  });

  it('in two tabs at once makes one version and one clear sentence', async () => {
    const tab = await learningTab();
    const other = await learningTab();
    const cards = await tab.propose({});
    const outcomes = await Promise.all([tab.approve(cards), other.approve(cards)]);
    expect(outcomes).toContain(1);
    expect(outcomes).toContain('This was approved already, in version 1.');
    expect(await tab.database.versions.count()).toBe(2);
    await holds(tab);
  });
});

describe('approving', () => {
  it('is impossible for what screening blocks, until it is edited', async () => {
    const tab = await learningTab();
    const cards = await tab.propose({ text: 'Do bad things.' });
    expect(cards[0]?.life).toBe('blocked');
    expect(await tab.approve(cards)).toBe('It is bad.');
    const edited = await tab.store.edit(cards[0]?.id ?? '', { text: 'Do good things.' });
    expect(edited).toMatchObject({ ok: true, value: { life: 'open', text: 'Do good things.' } });
    expect(await tab.approve(edited.ok ? [edited.value] : [])).toBe(1);
    await holds(tab);
  });

  it('of a full list asks which one to retire, with the same tap', async () => {
    const tab = await learningTab();
    for (let n = 1; n <= 20; n++) await tab.add(`Rule ${n}.`);
    const cards = await tab.propose({ text: 'Rule 21.' });
    expect(await tab.approve(cards)).toContain('There is room for 20 rules');
    expect(await textsIn(tab)).toHaveLength(20);
    const [first] = (await tab.view()).items;
    expect(await tab.approve(cards, first ? [first] : [])).toBe(21);
    const now = await textsIn(tab);
    expect(now).toHaveLength(20);
    expect(now).not.toContain('Rule 1.');
    expect(now.at(-1)).toBe('Rule 21.');
    await holds(tab);
  });

  it('of two values for one slot at once is refused', async () => {
    const tab = await learningTab();
    const cards = await tab.propose(
      { kind: 'preference', slot: 'units', text: 'metric' },
      { kind: 'preference', slot: 'units', text: 'imperial' },
    );
    expect(await tab.approve(cards)).toContain('two of these set the same thing');
    expect((await tab.view()).version).toBe(0);
    await holds(tab);
  });
});

describe('versions', () => {
  it('can each be restored, also the base, and a restore can be undone', async () => {
    const tab = await learningTab();
    await tab.add('One.');
    await tab.add('Two.');
    const hashes = (await nextValue(tab.store.versions())).map(({ stateHash }) => stateHash).reverse();
    expect(await tab.restore(0)).toBe(3);
    expect(await textsIn(tab)).toEqual([]);
    expect(await tab.restore(2)).toBe(4);
    expect(await textsIn(tab)).toEqual(['One.', 'Two.']);
    const [newest] = await nextValue(tab.store.versions());
    expect(newest).toMatchObject({ number: 4, cause: 'restored', restoredFrom: 2, stateHash: hashes[2] });
    expect(await tab.restore(4)).toContain('acts already');
    expect(await tab.restore(99)).toContain('not there');
    await holds(tab);
  });

  it('cannot be changed or deleted, nor can the ledger', async () => {
    const tab = await learningTab();
    await tab.add('One.');
    const { versions, ledger } = tab.database;
    await expect(versions.update(1, { at: 5 })).rejects.toThrow('only ever added to');
    await expect(versions.delete(1)).rejects.toThrow('only ever added to');
    await expect(ledger.clear()).rejects.toThrow();
    await expect(ledger.where('seq').above(0).modify({ at: 1 })).rejects.toThrow();
    await expect(ledger.put({ ...(await ledger.toArray())[0], at: 7 } as never)).rejects.toThrow(
      'only ever added to',
    );
    expect(await ledger.count()).toBe(3);
    await holds(tab);
  });
});

describe('forgetting', () => {
  it('deletes the words of what is retired, everywhere, and a restore says what it skipped', async () => {
    const tab = await learningTab();
    const secret = 'Mention my sister Quillon.';
    const cards = await tab.propose({ text: secret, evidence: [] }, { text: 'Be brief.' });
    await tab.approve(cards);
    const item = { id: cards[0]?.id ?? '', text: secret };
    const forget = () => tab.store.forget([item.id], tab.mint('forget', forgetSubject([item])));
    expect(await forget()).toMatchObject({ ok: false, error: { kind: 'stale' } });
    const asked = { ...question('q', 'c9', 'hi'), sent: `${secret}\n\nhi`, reminder: { items: [item.id] } };
    const told = answer('a', 'c9', 'q');
    told.receipt = { ...told.receipt, system: `- ${secret}`, learned: { version: 1, items: [item.id] } };
    await tab.database.messages.bulkAdd([
      { ...asked, revision: 1 },
      { ...told, revision: 2 },
    ]);
    await tab.retire([item]);
    expect(await forget()).toMatchObject({ ok: true });
    expect(await allText(tab)).not.toContain('Quillon');
    expect(await tab.restore(1)).toBe(3);
    expect(await textsIn(tab)).toEqual(['Be brief.']);
    expect((await tab.store.version(1))?.forgotten).toBe(1);
    expect(await forget()).toMatchObject({ ok: false, error: { kind: 'forgotten' } });
    await holds(tab);
  });
});

describe('what turns teach', () => {
  const put = async (tab: LearningTab) => {
    await tab.database.conversations.add({ ...conversation('c1'), revision: 1 });
    const pasted = 'from now on call me Bo and here is what was pasted';
    const asked = {
      ...question('q', 'c1', pasted),
      provenance: [{ from: 26, to: 50, source: 'pasted' as const }],
    };
    await tab.database.messages.bulkAdd([
      { ...asked, revision: 2 },
      { ...answer('a', 'c1', 'q'), shown: 'Yes.', revision: 3 },
      { ...question('q2', 'c1', 'more'), parentId: 'a', revision: 4 },
    ]);
  };

  it('is read once, in order, with what was not typed', async () => {
    const tab = await learningTab();
    await put(tab);
    const turns = await tab.store.unread(5);
    expect(turns.map(({ messageId }) => messageId)).toEqual(['q', 'q2']);
    expect(turns[0]?.foreign).toEqual([{ from: 26, to: 50 }]);
    expect(turns[1]).toMatchObject({
      previousAssistant: 'Yes.',
      foreignTexts: [' here is what was pasted'],
    });
    await tab.store.markRead(2);
    await tab.store.markRead(1);
    expect((await tab.store.unread(5)).map(({ messageId }) => messageId)).toEqual(['q2']);
    await holds(tab);
  });

  it('is told apart where a turn was answered at once', async () => {
    const tab = await learningTab();
    await put(tab);
    const instant = { interpretation: '2 × 3' };
    await tab.database.messages.bulkAdd([
      { ...question('q3', 'c1', '2*3'), parentId: 'a', revision: 5 },
      { ...answer('a3', 'c1', 'q3'), instant, revision: 6 },
    ]);
    const turns = await tab.store.unread(5);
    expect(turns.map(({ answeredAtOnce }) => answeredAtOnce)).toEqual([undefined, undefined, true]);
    await holds(tab);
  });

  it('is nothing in a conversation that touched a closed topic', async () => {
    const tab = await learningTab();
    await put(tab);
    await tab.store.closeConversation('c1');
    expect((await tab.store.unread(5)).every(({ closed }) => closed)).toBe(true);
    await holds(tab);
  });

  it('keeps every outcome of an answer, and shows the newest', async () => {
    const tab = await learningTab();
    const given = { conversationId: 'c1', messageId: 'a', version: 0, items: [] };
    await tab.store.feedback({ ...given, outcome: 'success', words: '' });
    tab.clock.now += 1;
    await tab.store.feedback({ ...given, outcome: 'correction', words: 'It was Tuesday.' });
    expect((await nextValue(tab.store.outcomes('c1'))).get('a')).toBe('correction');
    expect(await tab.database.feedback.count()).toBe(2);
    await holds(tab);
  });
});

describe('rules that travel', () => {
  it('give the same state in an empty profile, once they are approved', async () => {
    const tab = await learningTab();
    await tab.approve(
      await tab.propose({ kind: 'preference', slot: 'units', text: 'metric' }, { text: 'Be brief.' }),
    );
    await tab.add('Say when you are not sure.');
    const [newest] = await nextValue(tab.store.versions());
    const source = await tab.store.exportSource();
    tab.database.closeFor('lost');
    freshIndexedDb();
    const other = await learningTab();
    const read = readRules('x.json', writeBundle(source, 'now', sha256), sha256);
    if (!read.ok) throw new Error(read.error);
    const cards = await other.propose(
      ...read.value.items.map((item) => ({ ...item, origin: 'imported' as const, evidence: [] })),
    );
    expect((await other.view()).items).toEqual([]);
    expect(await other.approve(cards)).toBe(1);
    const [made] = await nextValue(other.store.versions());
    expect(made?.stateHash).toBe(newest?.stateHash);
    await holds(other);
  });
});
