import { expect, it } from 'vitest';
import type { ItemHistory } from '../../../../src/domain/ports-learning.ts';
import { leadTo } from '../../../../src/ui/memory/lead-to.ts';
import { cardOf, learnedRule } from '../../app/fake-learning.ts';

const old: ItemHistory = {
  proposal: cardOf({ kind: 'rule', scope: 'code', text: 'Be brief.', origin: 'hand', evidence: [] }, 'old'),
  active: false,
  versions: [1],
};
const forgotten: ItemHistory = { ...old, proposal: { ...old.proposal, text: null } };
const known: Record<string, ItemHistory> = { old, forgotten };
const deps = {
  items: [learnedRule('r', 'Greet')],
  memory: { history: async (id: string) => known[id] },
};

it('leads to what acts, to what a conversation taught, and says what acts no longer', async () => {
  expect(await leadTo('r', deps)).toEqual({ kind: 'item' });
  expect(await leadTo('c1', deps)).toEqual({ kind: 'conversation' });
  expect(await leadTo('old', deps)).toMatchObject({
    kind: 'gone',
    sentence: expect.stringContaining('In code: Be brief') as string,
  });
  expect(await leadTo('forgotten', deps)).toMatchObject({
    sentence: expect.stringContaining('forgotten') as string,
  });
});
