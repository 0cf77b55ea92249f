import 'fake-indexeddb/auto';
import { asyncProperty, array, assert, constantFrom, oneof, record, constant } from 'fast-check';
import { expect, it } from 'vitest';
import { approveSubject } from '../../../src/domain/consent/subjects.ts';
import type { ProposalView } from '../../../src/domain/consent/proposal.ts';
import {
  mayBeApproved,
  mismatch,
  proposalHash,
  type RunBinding,
} from '../../../src/domain/sandbox/record.ts';
import type { Verdict } from '../../../src/domain/sandbox/run.ts';
import { sha256 } from '../../../src/storage/sha256.ts';
import { learningTab, type LearningTab } from '../../fixtures/learning.ts';
import { freshIndexedDb } from '../../fixtures/storage.ts';

type Command =
  | { kind: 'propose' | 'edit' | 'add' | 'approve' | 'reload' }
  | { kind: 'begin' | 'drop'; model: string }
  | { kind: 'finish'; verdict: Verdict }
  | { kind: 'world'; model: string; suite: string };

const model = constantFrom('m', 'n');
const commands = array(
  oneof(
    { weight: 3, arbitrary: constantFrom<Command>({ kind: 'approve' }, { kind: 'propose' }) },
    { weight: 2, arbitrary: constantFrom<Command>({ kind: 'edit' }, { kind: 'add' }, { kind: 'reload' }) },
    { weight: 3, arbitrary: record({ kind: constantFrom('begin' as const, 'drop' as const), model }) },
    {
      weight: 4,
      arbitrary: record({
        kind: constant('finish' as const),
        verdict: constantFrom<Verdict>('passed', 'failed', 'unproven', 'unstable'),
      }),
    },
    {
      weight: 1,
      arbitrary: record({ kind: constant('world' as const), model, suite: constantFrom('s', 't') }),
    },
  ),
  { minLength: 4, maxLength: 30 },
);

const long = process.env['ASSENT_LONG'] !== undefined;

it('whatever the order of runs, cancels and edits, nothing without a matching record is approved', async () => {
  await assert(
    asyncProperty(commands, async (list) => {
      freshIndexedDb();
      let tab: LearningTab = await learningTab();
      let world = { model: 'm', suite: 's' };
      let begun: { run: string; card: ProposalView; binding: RunBinding } | undefined;
      let count = 0;
      const first = async () => (await tab.view()).proposals.at(-1);
      const bindingOf = async (card: ProposalView, by: string): Promise<RunBinding> => ({
        proposal: proposalHash({ text: card.text ?? '', scope: card.scope }, sha256),
        state: (await tab.view()).actingHash,
        suite: world.suite,
        model: by,
      });
      for (const command of list) {
        tab.clock.now += 1000;
        const card = await first();
        switch (command.kind) {
          case 'propose':
            await tab.propose({ text: `Say hello ${++count} times.` });
            break;
          case 'edit':
            if (card) await tab.store.edit(card.id, { text: `Say goodbye ${++count} times.` });
            break;
          case 'add':
            await tab.add(`Sing ${++count} songs.`);
            break;
          case 'reload':
            tab = await learningTab({ clock: tab.clock, database: tab.database });
            break;
          case 'world':
            world = { model: command.model, suite: command.suite };
            break;
          case 'begin': {
            if (!card) break;
            const binding = await bindingOf(card, command.model);
            begun = { run: (await tab.store.openRun(card.id, binding)).id, card, binding };
            break;
          }
          case 'drop':
            if (begun) await tab.store.dropRun(begun.run);
            break;
          case 'finish': {
            if (!begun) break;
            const { verdict } = command;
            const summary = {
              at: tab.clock.now,
              binding: begun.binding,
              modelName: 'M',
              verdict,
              reason: 'few-differences' as const,
              helped: 0,
              hurt: 0,
              asked: 6,
              probes: { passed: 16, counted: 16, all: 16 },
              bound: 0.8,
              tokensAdded: 1,
              tokens: 1,
              ms: 1,
            };
            await tab.store.finishRun(begun.run, summary, { cases: [] });
            begun = undefined;
            break;
          }
          case 'approve': {
            if (!card) break;
            const now = await bindingOf(card, world.model);
            const matches =
              card.test !== undefined &&
              mayBeApproved(card.test.verdict) &&
              mismatch(card.test.binding, now) === undefined;
            const tap = tab.mint('approve', approveSubject([card]));
            const result = await tab.store.approve([card.id], tap, [], world);
            const { items, waiting } = await tab.view();
            expect(result.ok).toBe(matches);
            expect(items.some(({ id }) => id === card.id) && !waiting.includes(card.id)).toBe(matches);
            break;
          }
        }
      }
      expect((await tab.store.verify()).problems).toEqual([]);
    }),
    { numRuns: long ? 500 : 40 },
  );
}, 300_000);
