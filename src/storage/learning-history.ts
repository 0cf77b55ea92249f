import type { Version } from '../domain/consent/ledger.ts';
import type { Proposal } from '../domain/consent/proposal.ts';
import { stateOf } from '../domain/learned/canonical-state.ts';
import type { LearnedItem } from '../domain/learned/state.ts';
import type { ItemHistory, LearningStore, VersionSummary } from '../domain/ports-learning.ts';
import { createLive } from './live.ts';
import { brokenRefusal, type LearningRoom } from './learning-room.ts';
import { fromRow } from './ledger.ts';
import type { ProfileDatabase } from './profile-database.ts';
import { viewsOf } from './proposal-views.ts';

type Part = Pick<
  LearningStore,
  'versions' | 'version' | 'history' | 'learnedFrom' | 'decided' | 'exportSource' | 'exported'
>;

/** What was, version by version and proposal by proposal. Only reads, but for the note of an export. */
export function createHistory(room: LearningRoom): Part {
  const { database, ledger, texts, write, look } = room;
  const { versions, proposals } = database;

  const historyOf = async (rows: readonly Proposal[]): Promise<ItemHistory[]> => {
    const all = await versions.orderBy('number').toArray();
    const views = await viewsOf(texts, rows, []);
    return views.map((proposal) => {
      const holding = all.filter(({ state }) => state.some(({ id }) => id === proposal.id));
      const active = holding.at(-1)?.number === all.at(-1)?.number && holding.length > 0;
      return { proposal, active, versions: holding.map(({ number }) => number) };
    });
  };

  return {
    versions: () =>
      createLive(() => async () => {
        const rows = await versions.orderBy('number').reverse().toArray();
        return summariesOf(database, rows);
      }),

    version: (number) =>
      look(async () => {
        const row = await versions.get(number);
        if (row === undefined) return undefined;
        const [summary] = await summariesOf(database, [row]);
        const items = await ledger.itemsOf(row.state);
        return summary && { ...summary, items, forgotten: row.state.length - items.length };
      }),

    history: (itemId) =>
      look(async () => {
        const row = await proposals.get(itemId);
        if (row === undefined) return undefined;
        const [history] = await historyOf([fromRow(row)]);
        return history;
      }),

    learnedFrom: (conversationId) =>
      look(async () => {
        const rows = await proposals.where('conversations').equals(conversationId).toArray();
        return historyOf(rows.filter(({ life }) => life === 'approved').map(fromRow));
      }),

    decided: (limit) =>
      look(async () => {
        const rows = await proposals.orderBy('decidedAt').reverse().limit(limit).toArray();
        return viewsOf(texts, rows.map(fromRow), []);
      }),

    exportSource: () =>
      look(async () => {
        const standing = await ledger.read();
        const rows = await versions.orderBy('number').toArray();
        const quotes = await quotesOf(room, standing.items);
        const { preferences, rules } = sorted(standing.items);
        return {
          state: stateOf(standing.items),
          quotes: {
            preferences: preferences.map(({ id }) => quotes.get(id)),
            rules: rules.map(({ id }) => quotes.get(id)),
          },
          versions: await summariesOf(database, rows),
          version: standing.folded.version,
          ledgerHead: standing.head.hash,
          guardrailHash: standing.folded.program?.guardrailHash ?? '',
        };
      }),

    exported: (format, sha256) =>
      write(async () => {
        const standing = await ledger.read();
        if (brokenRefusal(standing) !== undefined) return;
        await ledger.append(standing, { kind: 'exported', body: { format, sha256 } }, { by: 'user' });
      }),
  };
}

async function summariesOf({ ledger }: ProfileDatabase, rows: readonly Version[]): Promise<VersionSummary[]> {
  const restored = rows.filter(({ cause }) => cause === 'restored').map(({ ledgerSeq }) => ledgerSeq);
  const entries = await ledger.bulkGet(restored);
  return rows.map(({ number, at, cause, stateHash }) => {
    const entry = entries.find((one) => one?.kind === 'restored' && one.body.version === number);
    const from = entry?.kind === 'restored' ? { restoredFrom: entry.body.from } : {};
    return { number, at, cause, stateHash, ...from };
  });
}

/** In the order of `stateOf`, which is stable where keys are equal. */
function sorted(items: readonly LearnedItem[]) {
  const rules = items.filter(({ kind }) => kind === 'rule');
  const preferences = items.filter(({ kind }) => kind === 'preference');
  const order = stateOf(preferences).preferences;
  const placeOf = ({ scope, slot = 'free', text }: LearnedItem) =>
    order.findIndex((one) => one.scope === scope && one.slot === slot && one.value === text);
  return { rules, preferences: preferences.toSorted((one, other) => placeOf(one) - placeOf(other)) };
}

/** The first evidence of each item. */
async function quotesOf(
  { database, texts }: LearningRoom,
  items: readonly LearnedItem[],
): Promise<Map<string, string>> {
  const rows = await database.proposals.bulkGet(items.map(({ id }) => id));
  const found = await texts.read(rows.map((row) => row?.evidence[0]?.quote));
  return new Map(
    rows.flatMap((row) => {
      const quote = row?.evidence[0]?.quote;
      const text = quote && found.get(quote.id);
      return row !== undefined && text !== undefined ? [[row.id, text] as const] : [];
    }),
  );
}
