import type { ProposalView } from '../domain/consent/proposal.ts';
import { hashOf } from '../domain/consent/chain.ts';
import { scopeOf } from '../domain/noticing/scope-of.ts';
import type { AuditTrail, InsightsStore, RaisedAlarm } from '../domain/ports-insights.ts';
import { itemSentence } from '../domain/report/audit-trail.ts';
import { failure, success } from '../domain/result.ts';
import type { LearningRoom } from './learning-room.ts';
import { createLive } from './live.ts';
import { fromRow } from './ledger.ts';
import { pendingOf } from './learning-proposals.ts';
import type { AlarmRow } from './profile-database.ts';
import { viewsOf } from './proposal-views.ts';
import { newestRuns } from './sandbox.ts';

/** Looking back over one profile: alarms, audit trail, report. Nothing here changes what acts. */
export function createInsights(room: LearningRoom, look: InsightsStore['look']): InsightsStore {
  const { database, ledger, texts, now, write } = room;
  const { alarms, messages, feedback, proposals, versions } = database;

  const raised = async ({ alarm, raisedAt, acknowledged }: AlarmRow): Promise<RaisedAlarm> => {
    if (acknowledged === undefined) return { ...alarm, raisedAt };
    const reason = (await texts.read([acknowledged.reason])).get(acknowledged.reason.id) ?? null;
    return { ...alarm, raisedAt, acknowledged: { at: acknowledged.at, reason } };
  };
  const all = async (): Promise<RaisedAlarm[]> => {
    const rows = await alarms.toArray();
    const found = await Promise.all(rows.map(raised));
    return found.sort((one, other) => other.raisedAt - one.raisedAt || other.at - one.at);
  };

  return {
    look,

    raise: (found) =>
      write(async () => {
        const known = new Set(await alarms.toCollection().primaryKeys());
        const fresh = found.filter(({ key }) => !known.has(key));
        for (const alarm of fresh) {
          await alarms.add({ key: alarm.key, raisedAt: now(), alarm });
          const body = { key: alarm.key, alarm: alarm.kind, hash: hashOf(alarm, room.sha256) };
          await ledger.append(await ledger.read(), { kind: 'alarm', body }, { by: 'system' });
        }
        return fresh.length;
      }),

    alarms: () => createLive(() => () => room.look(all)),

    acknowledge: (key, reason) =>
      write(async () => {
        const row = await alarms.get(key);
        if (row === undefined || row.acknowledged !== undefined)
          return failure({ kind: 'decided', sentence: 'This alarm was answered already.' } as const);
        if (reason.trim() === '')
          return failure({ kind: 'reason', sentence: 'Nothing was changed: write down why first.' } as const);
        const kept = await texts.put(reason.trim());
        await alarms.put({ ...row, acknowledged: { at: now(), reason: kept } });
        const standing = await ledger.read();
        await ledger.append(standing, { kind: 'acknowledged', body: { key, reason: kept } }, { by: 'user' });
        return success(undefined);
      }),

    auditTrail: () =>
      room.look(async (): Promise<AuditTrail> => {
        const entries = await database.ledger.orderBy('seq').toArray();
        const words = new Map((await database.texts.toArray()).map(({ id, text }) => [id, text]));
        const rows = await proposals.toArray();
        const named = new Map(
          rows.map(({ id, kind, scope, slot, text }) => [
            id,
            { kind, scope, slot, text: words.get(text.id) ?? null },
          ]),
        );
        const tools = new Map(
          entries.flatMap((entry) =>
            entry.kind === 'called' ? [[entry.body.call, entry.body.tool] as const] : [],
          ),
        );
        return {
          entries,
          textOf: (ref) => {
            if ('id' in ref) return words.get(ref.id);
            if ('call' in ref) return tools.get(ref.call);
            const item = named.get(ref.proposal);
            return item === undefined || item.text === null ? undefined : itemSentence(item);
          },
        };
      }),

    reportSource: (from, to) =>
      room.look(async () => {
        const standing = await ledger.read();
        const isIn = (at: number | undefined) => at !== undefined && at >= from && at < to;
        const answers = await messages
          .filter((row) => row.role === 'assistant' && row.state.kind === 'done' && isIn(row.createdAt))
          .toArray();
        const given = (await feedback.toArray()).sort((one, other) => one.at - other.at);
        const newest = new Map(given.map((row) => [row.messageId, row]));
        const said = [...newest.values()].filter(({ at }) => isIn(at));
        const words = await texts.read(said.map((row) => row.words));
        const parents = await messages.bulkGet(said.map(({ messageId }) => messageId));
        const asked = await messages.bulkGet(parents.map((row) => row?.parentId ?? ''));
        const decided = await proposals.filter((row) => isIn(row.decidedAt) || isIn(row.createdAt)).toArray();
        const pending = await pendingOf(room);
        const cards = await viewsOf(
          texts,
          [...new Map([...pending, ...decided.map(fromRow)].map((row) => [row.id, row])).values()],
          [],
        );
        const reasons = await approvalReasons(room);
        const runs = await newestRuns(
          database,
          cards.map(({ id }) => id),
        );
        const acts = (id: string) =>
          !standing.folded.waiting.includes(id) && !standing.folded.suspended.includes(id);
        const outcomeOf = (id: string) => newest.get(id)?.outcome;
        return {
          from,
          to,
          mode: standing.folded.mode,
          regulated: standing.folded.regulated,
          answers: answers.length,
          feedback: said.map((row, place) => {
            const question = asked[place]?.shown ?? null;
            return {
              at: row.at,
              outcome: row.outcome,
              words: row.words === undefined ? '' : (words.get(row.words.id) ?? null),
              question,
              topic: scopeOf(question ?? ''),
              conversationId: row.conversationId,
            };
          }),
          proposals: cards.map((card: ProposalView) => ({
            id: card.id,
            kind: card.kind,
            text: card.text,
            scope: card.scope,
            slot: card.slot,
            life: card.life,
            createdAt: card.createdAt,
            decidedAt: card.decidedAt,
            objection: card.objection ?? null,
            reason: reasons.get(card.id) ?? null,
            verdict: runs.get(card.id)?.verdict,
          })),
          rules: standing.items
            .filter(({ kind, id }) => kind === 'rule' && acts(id))
            .map(({ id, text, scope }) => {
              const used = answers.filter(
                (row) => row.role === 'assistant' && row.receipt.learned?.items.includes(id) === true,
              );
              const outcomes = used.map((row) => outcomeOf(row.id));
              return {
                id,
                text,
                scope,
                used: used.length,
                helped: outcomes.filter((outcome) => outcome === 'success').length,
                hurt: outcomes.filter((outcome) => outcome === 'failure' || outcome === 'correction').length,
              };
            }),
          versions: (await versions.orderBy('number').toArray()).filter(({ at }) => isIn(at)),
          alarms: (await all()).filter(({ acknowledged }) => acknowledged === undefined),
        };
      }),
  };
}

/** The written reason of each approval that has one, by proposal. Only inside a transaction. */
async function approvalReasons({ database, texts }: LearningRoom): Promise<Map<string, string>> {
  const entries = await database.ledger.filter(({ kind }) => kind === 'approved').toArray();
  const found = entries.flatMap((entry) =>
    entry.kind === 'approved' && entry.body.reason !== undefined
      ? entry.body.proposals.map((id) => ({ id, reason: entry.body.reason }))
      : [],
  );
  const words = await texts.read(found.map(({ reason }) => reason));
  return new Map(
    found.flatMap(({ id, reason }) => {
      const text = reason && words.get(reason.id);
      return text === undefined ? [] : [[id, text] as const];
    }),
  );
}
