import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeYaml } from '../../../src/domain/bundle/write-text.ts';
import { createNoticer } from '../../../src/domain/noticing/notice.ts';
import turnWeights from '../../../src/domain/noticing/turn-weights.json';
import { learningTab, type LearningTab } from '../../fixtures/learning.ts';
import { freshIndexedDb, nextValue } from '../../fixtures/storage.ts';

beforeEach(() => freshIndexedDb());

const texts = async (tab: LearningTab) => (await tab.view()).items.map(({ text }) => text);

/** One test for each trap in the article's code. */
describe('the traps of self-improving code', () => {
  it('`[-10:]`: rule 11 does not push rule 1 out of what acts', async () => {
    const tab = await learningTab();
    for (let n = 1; n <= 11; n++) await tab.add(`Rule ${n}.`);
    expect(await texts(tab)).toEqual(Array.from({ length: 11 }, (_one, place) => `Rule ${place + 1}.`));
  });

  it('`pop(0)`: a full list evicts nothing, and asks', async () => {
    const tab = await learningTab();
    for (let n = 1; n <= 20; n++) await tab.add(`Rule ${n}.`);
    expect(await tab.add('Rule 21.')).toContain('Choose a rule to retire');
    expect(await texts(tab)).toHaveLength(20);
    expect((await texts(tab))[0]).toBe('Rule 1.');
  });

  it('the state after the last change is a version too: what was restored away comes back', async () => {
    const tab = await learningTab();
    await tab.add('One.');
    await tab.add('Two.');
    await tab.restore(1);
    await tab.restore(2);
    expect(await texts(tab)).toEqual(['One.', 'Two.']);
  });

  it('a restored list is not the old one: what comes after does not change history', async () => {
    const tab = await learningTab();
    await tab.add('One.');
    await tab.restore(0);
    await tab.restore(1);
    await tab.add('Two.');
    expect((await tab.store.version(1))?.items.map(({ text }) => text)).toEqual(['One.']);
    expect((await tab.store.version(3))?.items.map(({ text }) => text)).toEqual(['One.']);
  });

  it('`rollback()` at version 0, and twice, does what it says', async () => {
    const tab = await learningTab();
    expect(await tab.restore(0)).toContain('acts already');
    await tab.add('One.');
    expect(await tab.restore(0)).toBe(2);
    expect(await tab.restore(0)).toBe(3);
    expect(await texts(tab)).toEqual([]);
  });

  it('`apply_approved`: what was approved is applied once', async () => {
    const tab = await learningTab();
    const cards = await tab.propose({});
    expect(await tab.approve(cards)).toBe(1);
    expect(await tab.approve(cards)).toBe('This was approved already, in version 1.');
    expect(await texts(tab)).toEqual(['Say hello first.']);
  });

  it('screening one proposal leaves nothing behind for the next', async () => {
    const tab = await learningTab();
    const screened = () => tab.store.screen({ kind: 'rule', scope: 'always', text: 'Be brief.' });
    const first = await screened();
    await tab.store.screen({ kind: 'rule', scope: 'always', text: 'Do bad things.' });
    expect(await screened()).toEqual(first);
    expect(await tab.database.proposals.count()).toBe(0);
    expect(await texts(tab)).toEqual([]);
  });

  it('what was shown is what acts: an edit in between voids the consent', async () => {
    const tab = await learningTab();
    const cards = await tab.propose({});
    await tab.store.edit(cards[0]?.id ?? '', { text: 'Something else.' });
    expect(await tab.approve(cards)).toContain('not what was shown');
    expect(await texts(tab)).toEqual([]);
  });

  it('corrections are kept beside failures', async () => {
    const tab = await learningTab();
    const given = { conversationId: 'c', version: 0, items: [] };
    await tab.store.feedback({ ...given, messageId: 'a', outcome: 'failure', words: '' });
    await tab.store.feedback({ ...given, messageId: 'b', outcome: 'correction', words: 'Tuesday.' });
    expect([...(await nextValue(tab.store.outcomes('c'))).values()].sort()).toEqual([
      'correction',
      'failure',
    ]);
  });

  it('no text of a rule reaches a shell through the YAML', () => {
    const rule = { text: '"\n    script:\n      shell: rm -rf ~', scope: 'always' } as const;
    const lines = writeYaml({ preferences: [], rules: [rule], tools: [] }).split('\n');
    expect(lines.filter((line) => /^\s*(?:script|shell):/.test(line))).toEqual([]);
  });

  it('praise teaches nothing', () => {
    const previousAssistant = 'Done, with a table.';
    for (const text of ['perfect', 'Perfect, thanks!', 'great answer', 'thanks, that was quick'])
      expect(createNoticer(turnWeights).notice({ text, foreign: [], previousAssistant }).kind).toBe(
        'nothing',
      );
  });
});
