import { tapRefusal } from '../domain/consent/decide.ts';
import type { LedgerEntry, LedgerFact } from '../domain/consent/ledger.ts';
import type { ToolRecord } from '../domain/ports-tools.ts';
import { success } from '../domain/result.ts';
import { brokenRefusal, refused, type LearningRoom } from './learning-room.ts';
import type { Standing } from './ledger.ts';

/** The calls of tools, in the ledger. Each entry is a transaction of its own, with strict durability. */
export function createToolRecord({ database, ledger, consumeTap, write, look }: LearningRoom): ToolRecord {
  const note = (fact: LedgerFact, by: LedgerEntry['by']) =>
    write(async () => {
      const standing = await ledger.read();
      if (hasBegun(standing)) await ledger.append(standing, fact, { by });
    });

  return {
    called: (fact, confirmed) =>
      write(async () => {
        const standing = await ledger.read();
        // What the person does by hand stays possible; the assistant does nothing that could not be traced.
        const mustHold = fact.by === 'assistant' || !hasBegun(standing);
        const refusal =
          (mustHold ? brokenRefusal(standing) : undefined) ??
          (confirmed && tapRefusal(consumeTap, confirmed.tap, 'confirm', confirmed.subject));
        if (refusal !== undefined) return refused(refusal);
        const { call, tool, by, input } = fact;
        const actor = { by: by === 'you' ? 'user' : 'agent', tap: confirmed?.tap } as const;
        await ledger.append(standing, { kind: 'called', body: { call, tool, by, input } }, actor);
        return success(undefined);
      }),

    returned: (call, end) => note({ kind: 'returned', body: { call, end } }, 'system'),

    undone: (call) => note({ kind: 'undone', body: { call } }, 'user'),

    callsSince: (at) =>
      look(() =>
        database.ledger
          .orderBy('seq')
          .reverse()
          .until((entry) => entry.at < at)
          .filter((entry) => entry.kind === 'called' && entry.body.by === 'assistant')
          .count(),
      ),
  };
}

/** The first entry of all makes version 0: were a call written before it, the profile could never begin. */
const hasBegun = ({ head }: Standing): boolean => head.seq > 0;
