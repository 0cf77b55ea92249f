import { Dexie } from 'dexie';
import { printOf, decidedRefusal } from '../domain/consent/decide.ts';
import {
  expiresAfterMs,
  inferring,
  inferringRefusal,
  type InferredBefore,
} from '../domain/consent/inferring.ts';
import type { Evidence, Origin, Proposal, ProposalDraft, ProposalView } from '../domain/consent/proposal.ts';
import type { LearningRefusal } from '../domain/consent/refusal.ts';
import { canonicalJson, type Json } from '../domain/canonical-json.ts';
import type { LearnedItem, TextRef } from '../domain/learned/state.ts';
import type { LearningStore } from '../domain/ports-learning.ts';
import { success, type Result } from '../domain/result.ts';
import type { ScreeningReport } from '../domain/screening/report.ts';
import { foreignTextsOf } from './learning-turns.ts';
import { brokenRefusal, distinct, refused, type LearningRoom } from './learning-room.ts';
import { fromRow, type Standing } from './ledger.ts';
import { viewsOf } from './proposal-views.ts';
import { dropUnfinished } from './sandbox.ts';
import { knownRefusal, rejectedLately, screenDraft, tidyDraft } from './screened.ts';

const day = 86_400_000;

/** What was inferred before, as the bounds of inferring need it. Only inside a transaction. */
export async function inferredBefore({ database, now }: LearningRoom): Promise<InferredBefore> {
  const { proposals } = database;
  const isInferred = ({ origin }: { origin: Origin }) => origin === 'inferred';
  const pending = await proposals.where('life').equals('open').filter(isInferred).count();
  const made = await proposals
    .where('[origin+createdAt]')
    .between(['inferred', now() - day], ['inferred', Dexie.maxKey])
    .toArray();
  const decided = await proposals
    .where('[origin+decidedAt]')
    .between(['inferred', Dexie.minKey], ['inferred', Dexie.maxKey])
    .reverse()
    .filter(({ life }) => life !== 'expired')
    .limit(inferring.rejectionsInARow)
    .toArray();
  return {
    pending,
    made: made.map(({ createdAt }) => createdAt),
    decisions: decided.map(({ decidedAt = 0, life }) => ({ at: decidedAt, rejected: life === 'rejected' })),
  };
}

/** Keeps the texts of a draft and makes the proposal of it. Only inside a writing transaction. */
export async function keepProposal(
  { texts, newId, now }: LearningRoom,
  draft: ProposalDraft,
  report: ScreeningReport,
  place: number,
  batch?: string,
): Promise<Proposal> {
  const { kind, scope, slot, origin, said, reason } = draft;
  const evidence: Evidence<TextRef>[] = [];
  for (const { conversationId, messageId, quote } of draft.evidence)
    evidence.push({ conversationId, messageId, quote: await texts.put(quote) });
  return {
    id: newId(),
    kind,
    scope,
    ...(kind === 'preference' && { slot: slot ?? 'free' }),
    text: await texts.put(draft.text),
    origin,
    ...(said && { said }),
    evidence,
    ...(reason !== undefined && { reason: await texts.put(reason) }),
    ...(batch !== undefined && { batch }),
    report: await texts.put(canonicalJson(report as unknown as Json)),
    life: report.verdict === 'blocked' ? 'blocked' : 'open',
    createdAt: now(),
    place,
  };
}

/** The proposals that wait for the person. Only inside a transaction. */
export async function pendingOf({ database }: LearningRoom): Promise<Proposal[]> {
  const rows = await database.proposals.where('life').anyOf('open', 'blocked').toArray();
  return rows.map(fromRow).sort((one, other) => other.createdAt - one.createdAt || one.place - other.place);
}

type Part = Pick<LearningStore, 'propose' | 'edit' | 'screen' | 'reject' | 'expire'>;

/** Proposals from their making to their end without a version. Nothing here changes what acts. */
export function createProposals(room: LearningRoom): Part {
  const { database, ledger, texts, write, loadScreen, now, newId } = room;

  /** Why a tidy draft is not proposed, or undefined. */
  const refusalOf = async (
    draft: ProposalDraft,
    standing: Standing,
    before: InferredBefore,
    seen: { pending: readonly LearnedItem[]; rejected: ReadonlySet<string> },
  ): Promise<LearningRefusal | undefined> => {
    const known = knownRefusal(standing.items, draft);
    if (known !== undefined) return known;
    if (knownRefusal(seen.pending, draft) !== undefined)
      return { kind: 'limit', sentence: 'This waits in the inbox already.' };
    if (seen.rejected.has(printOf(draft)))
      return {
        kind: 'limit',
        sentence: 'You rejected this within the last 30 days, so it is not proposed again.',
      };
    return draft.origin === 'inferred' ? inferringRefusal(before, now()) : undefined;
  };

  return {
    async propose(drafts, batch) {
      const screen = await loadScreen();
      return write(async () => {
        const standing = await ledger.read();
        const stopped = brokenRefusal(standing) ?? modeRefusal(standing);
        if (stopped !== undefined) return drafts.map(() => refused(stopped));
        const before = await inferredBefore(room);
        const rejected = await rejectedLately(room);
        const prints = new Set(rejected.map(({ print }) => print));
        const pending = await itemsOfPending(room);
        const batchId = batch && newId();
        const accepted: Proposal[] = [];
        const results: Result<Proposal, LearningRefusal>[] = [];
        for (const given of drafts) {
          const tidy = tidyDraft(given);
          if (!tidy.ok) {
            results.push(tidy);
            continue;
          }
          const draft = tidy.value;
          const refusal = await refusalOf(draft, standing, before, { pending, rejected: prints });
          if (refusal !== undefined) {
            results.push(refused(refusal));
            continue;
          }
          const isOwn = draft.origin === 'imported' || draft.origin === 'hand';
          const report = screenDraft(screen, draft, {
            items: standing.items,
            rejected: rejected.map(({ text }) => text),
            foreignTexts: isOwn ? [] : await foreignTextsOf(database, conversationsOf(draft)),
          });
          const proposal = await keepProposal(room, draft, report, accepted.length, batchId);
          accepted.push(proposal);
          const { id, kind, scope, slot } = proposal;
          pending.push({ id, kind, scope, ...(slot && { slot }), text: draft.text });
          if (draft.origin === 'inferred') {
            before.made = [...before.made, now()];
            before.pending += 1;
          }
          results.push(success(proposal));
        }
        if (accepted.length > 0) {
          const by = batch === undefined ? 'agent' : 'user';
          if (batch !== undefined && batchId !== undefined) {
            const body = { batch: batchId, ...batch, items: accepted.length };
            await ledger.append(standing, { kind: 'imported', body }, { by });
          }
          await ledger.append(standing, { kind: 'proposed', body: { proposals: accepted } }, { by });
        }
        const views = await viewsOf(texts, accepted, standing.items);
        return results.map((result): Result<ProposalView, LearningRefusal> => {
          const view = result.ok ? views.find(({ id }) => id === result.value.id) : undefined;
          return view === undefined ? (result as Result<never, LearningRefusal>) : success(view);
        });
      });
    },

    async edit(id, change) {
      const screen = await loadScreen();
      return write(async () => {
        const standing = await ledger.read({ proposals: [id] });
        const proposal = standing.folded.proposals.get(id);
        const refusal = brokenRefusal(standing) ?? pendingRefusal(proposal);
        if (refusal !== undefined || proposal === undefined) return refused(refusal ?? unknown);
        const { kind } = proposal;
        const slot = kind === 'preference' ? (change.slot ?? proposal.slot) : undefined;
        const scope = change.scope ?? proposal.scope;
        const tidy = tidyDraft({ kind, scope, ...(slot && { slot }), text: change.text });
        if (!tidy.ok) return tidy;
        const known = knownRefusal(standing.items, tidy.value);
        if (known !== undefined) return refused(known);
        const report = screenDraft(screen, tidy.value, { items: standing.items });
        const body = {
          proposal: id,
          text: await texts.put(tidy.value.text),
          scope,
          ...(slot && { slot }),
          report: await texts.put(canonicalJson(report as unknown as Json)),
          life: report.verdict === 'blocked' ? ('blocked' as const) : ('open' as const),
        };
        await ledger.append(standing, { kind: 'edited', body }, { by: 'user' });
        const [view] = await viewsOf(texts, [...standing.folded.proposals.values()], standing.items);
        return view === undefined ? refused(unknown) : success(view);
      });
    },

    async screen(draft) {
      const screen = await loadScreen();
      const tidy = tidyDraft(draft);
      if (!tidy.ok) return unclearReport(tidy.error.sentence);
      return room.look(async () => screenDraft(screen, tidy.value, { items: (await ledger.read()).items }));
    },

    reject: (ids, objection) =>
      write(async () => {
        const named = distinct(ids);
        const standing = await ledger.read({ proposals: named });
        for (const id of named) {
          const refusal = brokenRefusal(standing) ?? pendingRefusal(standing.folded.proposals.get(id));
          if (refusal !== undefined) return refused(refusal);
        }
        if (named.length === 0) return refused(unknown);
        const words = objection.trim();
        const body = { proposals: named, ...(words !== '' && { objection: await texts.put(words) }) };
        await ledger.append(standing, { kind: 'rejected', body }, { by: 'user' });
        await dropUnfinished(database, named);
        return success(undefined);
      }),

    expire: () =>
      write(async () => {
        const old = (await pendingOf(room)).filter(({ createdAt }) => createdAt <= now() - expiresAfterMs);
        const proposals = old.map(({ id }) => id);
        const standing = await ledger.read({ proposals });
        if (proposals.length === 0 || brokenRefusal(standing) !== undefined) return 0;
        await ledger.append(standing, { kind: 'expired', body: { proposals } }, { by: 'system' });
        await dropUnfinished(database, proposals);
        return proposals.length;
      }),
  };
}

export const unknown: LearningRefusal = {
  kind: 'unknown',
  sentence: 'Nothing was changed: this is not there any more.',
};

function pendingRefusal(proposal: Proposal | undefined): LearningRefusal | undefined {
  return proposal === undefined ? unknown : decidedRefusal(proposal.life, proposal.version);
}

function modeRefusal({ folded }: Standing): LearningRefusal | undefined {
  switch (folded.mode) {
    case 'learn':
      return undefined;
    case 'freeze':
      return {
        kind: 'frozen',
        sentence: 'Learning is frozen, so nothing is proposed. Settings can change that.',
      };
    case 'observe':
      return {
        kind: 'observing',
        sentence: 'Assent only observes, so nothing is proposed. Settings can change that.',
      };
  }
}

async function itemsOfPending(room: LearningRoom): Promise<LearnedItem[]> {
  const pending = await pendingOf(room);
  const found = await room.texts.read(pending.map(({ text }) => text));
  return pending.flatMap(({ id, kind, scope, slot, text }) => {
    const words = found.get(text.id);
    return words === undefined ? [] : [{ id, kind, scope, ...(slot && { slot }), text: words }];
  });
}

const conversationsOf = ({ evidence }: ProposalDraft) =>
  distinct(evidence.map((piece) => piece.conversationId));

const unclearReport = (sentence: string): ScreeningReport => ({
  verdict: 'blocked',
  findings: [{ layer: 'structure', severity: 'block', words: [], sentence, remedy: '' }],
});
