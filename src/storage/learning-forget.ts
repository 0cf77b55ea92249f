import { tapRefusal } from '../domain/consent/decide.ts';
import type { LearningRefusal } from '../domain/consent/refusal.ts';
import { forgetSubject } from '../domain/consent/subjects.ts';
import { sentenceOf } from '../domain/learned/prompt-lines.ts';
import type { LearningStore } from '../domain/ports-learning.ts';
import { success } from '../domain/result.ts';
import { unknown } from './learning-proposals.ts';
import { brokenRefusal, distinct, refused, type LearningRoom } from './learning-room.ts';
import type { ProfileDatabase } from './profile-database.ts';
import { refsOf, viewsOf } from './proposal-views.ts';
import { dropUnfinished } from './sandbox.ts';

const stillActs: LearningRefusal = {
  kind: 'stale',
  sentence: 'Nothing was changed: this still acts. Retire it first, then it can be forgotten.',
};
const keepsAll: LearningRefusal = {
  kind: 'regulated',
  sentence: 'Nothing was changed: this profile keeps all that was learned, so nothing of it is forgotten.',
};
const stillPending: LearningRefusal = {
  kind: 'stale',
  sentence: 'Nothing was changed: this still waits in the inbox. Reject it first, then it can be forgotten.',
};

/** Deletes texts for good. The ledger keeps their salted hashes, which say nothing of the words. */
export function createForgetting(room: LearningRoom): Pick<LearningStore, 'forget'> {
  const { database, ledger, texts, write, consumeTap } = room;
  return {
    forget: (ids, tap) =>
      write(async () => {
        const named = distinct(ids);
        const standing = await ledger.read({ proposals: named });
        const found = named.flatMap((id) => standing.folded.proposals.get(id) ?? []);
        const cards = await viewsOf(texts, found, standing.items);
        const shown = cards.map(({ id, text }) => ({ id, text: text ?? '' }));
        const refusal =
          brokenRefusal(standing) ??
          (standing.folded.regulated ? keepsAll : undefined) ??
          (found.length < named.length || named.length === 0 ? unknown : undefined) ??
          (standing.items.some(({ id }) => named.includes(id)) ? stillActs : undefined) ??
          (found.some(({ life }) => life === 'open' || life === 'blocked') ? stillPending : undefined) ??
          (cards.every(({ text }) => text === null)
            ? ({ kind: 'forgotten', sentence: 'This was forgotten already.' } as const)
            : undefined) ??
          tapRefusal(consumeTap, tap, 'forget', forgetSubject(shown));
        if (refusal !== undefined) return refused(refusal);
        const refs = [
          ...found.flatMap(refsOf),
          ...(await earlierRefs(database, named)),
          ...(await runRefs(database, named)),
        ];
        const gone = distinct(refs.map(({ id }) => id));
        const readable = await texts.read(refs);
        const body = { texts: gone.filter((id) => readable.has(id)), items: named };
        await ledger.append(standing, { kind: 'redacted', body }, { by: 'user', tap });
        await database.texts.bulkDelete(gone);
        const sentences = cards.flatMap(({ kind, scope, slot, text }) =>
          text === null ? [] : [sentenceOf({ kind, scope, ...(slot && { slot }), text })],
        );
        await redactMessages(database, named, sentences);
        return success(undefined);
      }),
  };
}

/** What their sandbox runs say. Unfinished ones are thrown away. */
async function runRefs(database: ProfileDatabase, ids: readonly string[]) {
  const rows = await database.runs.where('proposalId').anyOf(ids).toArray();
  await dropUnfinished(database, ids);
  return rows.flatMap(({ state }) => (state.kind === 'done' ? [state.detail] : []));
}

/** What proposals said before they were edited, and why they were approved. */
async function earlierRefs({ ledger }: ProfileDatabase, ids: readonly string[]) {
  const entries = await ledger
    .filter(({ kind }) => ['proposed', 'edited', 'approved'].includes(kind))
    .toArray();
  return entries.flatMap((entry) => {
    if (entry.kind === 'proposed')
      return entry.body.proposals.filter(({ id }) => ids.includes(id)).flatMap(refsOf);
    if (entry.kind === 'approved')
      return entry.body.reason !== undefined && entry.body.proposals.every((id) => ids.includes(id))
        ? [entry.body.reason]
        : [];
    if (entry.kind !== 'edited' || !ids.includes(entry.body.proposal)) return [];
    return [entry.body.text, entry.body.report];
  });
}

/**
 * Takes the words out of what was sent with a message and of the receipts of answers. Revisions stay: nothing that is shown
 * of a message changes, and a message that was read for learning is not read again.
 */
async function redactMessages(
  { messages }: ProfileDatabase,
  ids: readonly string[],
  sentences: readonly string[],
): Promise<void> {
  await messages
    .filter((row) => {
      const items = row.role === 'user' ? row.reminder?.items : row.receipt.learned?.items;
      return items?.some((id) => ids.includes(id)) === true;
    })
    .modify((row) => {
      if (row.role === 'user') {
        row.sent = row.shown;
        delete row.reminder;
        return;
      }
      const lines = row.receipt.system.split('\n');
      const kept = lines.map((line) =>
        sentences.some((said) => line.includes(said)) ? '- (forgotten)' : line,
      );
      row.receipt = { ...row.receipt, system: kept.join('\n') };
    });
}
