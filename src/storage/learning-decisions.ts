import {
  boundsRefusal,
  decidedRefusal,
  replacedBy,
  tapRefusal,
  toolNameIn,
} from '../domain/consent/decide.ts';
import type { ProposalView } from '../domain/consent/proposal.ts';
import type { LearningRefusal } from '../domain/consent/refusal.ts';
import { addSubject, approveSubject, restoreSubject, retireSubject } from '../domain/consent/subjects.ts';
import { preferenceKey } from '../domain/learned/item-key.ts';
import type { LearnedItem } from '../domain/learned/state.ts';
import type { LearningStore } from '../domain/ports-learning.ts';
import { isCleared, reasonRefusal, testRefusal } from '../domain/consent/testing.ts';
import type { Testing } from '../domain/ports-sandbox.ts';
import { proposalHash, type RunBinding } from '../domain/sandbox/record.ts';
import { success } from '../domain/result.ts';
import type { Screen } from '../domain/screening/report.ts';
import type { Tap, TapAction } from '../domain/tap.ts';
import { keepProposal, unknown } from './learning-proposals.ts';
import { brokenRefusal, distinct, refused, type LearningRoom } from './learning-room.ts';
import type { Standing } from './ledger.ts';
import { viewsOf } from './proposal-views.ts';
import { actingHashOf, withTests } from './sandbox.ts';
import { blockedRefusal, knownRefusal, screenDraft, suspendedIn, tidyDraft } from './screened.ts';

type Part = Pick<LearningStore, 'approve' | 'add' | 'retire' | 'restore'>;

/** What changes how the assistant acts. Each call needs a tap for exactly what was shown, and makes one version or none. */
export function createDecisions(room: LearningRoom): Part {
  const { database, ledger, texts, sha256, write, loadScreen, consumeTap } = room;

  const tapProblem = (tap: Tap | undefined, action: TapAction, subject: string) =>
    tapRefusal(consumeTap, tap, action, subject);

  const bindingOf = (card: ProposalView, standing: Standing, testing: Testing): RunBinding => ({
    proposal: proposalHash({ text: card.text ?? '', scope: card.scope }, sha256),
    state: actingHashOf(standing, sha256),
    suite: testing.suite ?? '',
    model: testing.model ?? '',
  });
  const reasonOf = async ({ reason = '' }: Testing) =>
    reason.trim() === '' ? {} : { reason: await texts.put(reason.trim()) };

  return {
    async approve(ids, tap, retiring = [], testing = {}) {
      const screen = await loadScreen();
      return write(async () => {
        const named = distinct(ids);
        const standing = await ledger.read({ proposals: named });
        const found = named.flatMap((id) => standing.folded.proposals.get(id) ?? []);
        const leaving = pick(standing.items, retiring);
        const decided = found.map(({ life, version }) => decidedRefusal(life, version)).find(Boolean);
        const missing = found.length < named.length || named.length === 0 || leaving === undefined;
        const early = brokenRefusal(standing) ?? decided ?? (missing ? unknown : undefined);
        if (early !== undefined || leaving === undefined) return refused(early ?? unknown);
        const cards = await withTests(database, await viewsOf(texts, found, standing.items));
        const refusal =
          tapProblem(tap, 'approve', approveSubject(cards, leaving)) ??
          cards.map(({ report }) => blockedRefusal(report)).find(Boolean) ??
          reasonRefusal(standing, testing) ??
          cards.map((card) => testRefusal(card, bindingOf(card, standing, testing))).find(Boolean) ??
          cardsRefusal(screen, cards, standing, leaving);
        if (refusal !== undefined) return refused(refusal);
        const untested = cards
          .filter(
            (card) => card.kind !== 'preference' && !isCleared(card, bindingOf(card, standing, testing)),
          )
          .map(({ id }) => id);
        const added = cards.map(toItem);
        const replaced = added.flatMap((item) => replacedBy(standing.items, item)).map(({ id }) => id);
        const body = {
          proposals: named,
          replaced,
          retired: leaving.map(({ id }) => id),
          ...(untested.length > 0 && { untested }),
          ...(await reasonOf(testing)),
        };
        return success({
          version: await ledger.appendVersion(standing, { kind: 'approved', body }, { by: 'user', tap }),
        });
      });
    },

    async add(given, tap, retiring = [], testing = {}) {
      const screen = await loadScreen();
      const tidy = tidyDraft(given);
      if (!tidy.ok) return tidy;
      if (given.kind === 'tool') return refused(toolByHand);
      return write(async () => {
        const standing = await ledger.read();
        const draft = tidy.value;
        const leaving = pick(standing.items, retiring);
        if (leaving === undefined) return refused(unknown);
        const report = screenDraft(screen, draft, { items: standing.items, leaving });
        const replaced = replacedBy(standing.items, draft);
        const staying = without(standing.items, [...leaving, ...replaced]);
        const refusal =
          brokenRefusal(standing) ??
          tapProblem(tap, 'add', addSubject(given, leaving)) ??
          knownRefusal(standing.items, draft) ??
          blockedRefusal(report) ??
          reasonRefusal(standing, testing) ??
          boundsRefusal(staying, [draft]);
        if (refusal !== undefined) return refused(refusal);
        const kept = await keepProposal(room, { ...draft, origin: 'hand', evidence: [] }, report, 0);
        await ledger.append(standing, { kind: 'proposed', body: { proposals: [kept] } }, { by: 'user' });
        const body = {
          proposals: [kept.id],
          replaced: replaced.map(({ id }) => id),
          retired: leaving.map(({ id }) => id),
          ...(draft.kind !== 'preference' && { untested: [kept.id] }),
          ...(await reasonOf(testing)),
        };
        return success({
          version: await ledger.appendVersion(standing, { kind: 'approved', body }, { by: 'user', tap }),
        });
      });
    },

    retire: (ids, tap) =>
      write(async () => {
        const standing = await ledger.read();
        const items = pick(standing.items, ids);
        const refusal =
          brokenRefusal(standing) ??
          (items === undefined || items.length === 0
            ? unknown
            : tapProblem(tap, 'retire', retireSubject(items)));
        if (refusal !== undefined || items === undefined) return refused(refusal ?? unknown);
        const body = { items: items.map(({ id }) => id) };
        return success({
          version: await ledger.appendVersion(standing, { kind: 'retired', body }, { by: 'user', tap }),
        });
      }),

    async restore(number, tap) {
      const screen = await loadScreen();
      return write(async () => {
        const standing = await ledger.read({ version: number });
        const version = await database.versions.get(number);
        const refusal =
          brokenRefusal(standing) ??
          (version === undefined
            ? unknown
            : number === standing.folded.version
              ? ({ kind: 'decided', sentence: 'This version acts already.', version: number } as const)
              : tapProblem(tap, 'restore', restoreSubject(version, standing.folded.version)));
        if (refusal !== undefined || version === undefined) return refused(refusal ?? unknown);
        const readable = await texts.read(version.state.map(({ text }) => text));
        const skipped = version.state.filter(({ text }) => !readable.has(text.id)).map(({ id }) => id);
        const body = { from: number, skipped };
        const made = await ledger.appendVersion(standing, { kind: 'restored', body }, { by: 'user', tap });
        await suspendAgain(room, screen, standing);
        return success({ version: made, skipped: skipped.length });
      });
    },
  };
}

const toolByHand: LearningRefusal = {
  kind: 'untested',
  sentence: 'Nothing was changed: a tool is proposed and tested first, also when you wrote it yourself.',
};

/** An old version may hold what this build of the program would not let in. */
async function suspendAgain({ ledger }: LearningRoom, screen: Screen, standing: Standing): Promise<void> {
  const { program } = standing.folded;
  if (program === undefined) return;
  const suspended = suspendedIn(screen, await ledger.itemsOf(standing.folded.items));
  const same = suspended.length === standing.folded.suspended.length;
  if (same && suspended.every((id) => standing.folded.suspended.includes(id))) return;
  const body = { from: program, to: program, suspended };
  await ledger.append(standing, { kind: 'program-updated', body }, { by: 'system' });
}

/** Why these cards may not become active as things stand now, whatever stood when they were proposed. */
function cardsRefusal(
  screen: Screen,
  cards: readonly ProposalView[],
  { items }: Standing,
  leaving: readonly LearnedItem[],
): LearningRefusal | undefined {
  if (cards.some(({ text }) => text === null))
    return { kind: 'forgotten', sentence: 'Nothing was changed: the words of this were forgotten.' };
  const added = cards.map(toItem);
  const keys = added.flatMap(({ kind, scope, slot = 'free', text }) =>
    kind === 'preference' ? [preferenceKey({ scope, slot, text })] : [],
  );
  const names = added.flatMap(({ kind, text }) => (kind === 'tool' ? [toolNameIn(text)] : []));
  if (new Set(keys).size < keys.length || new Set(names).size < names.length)
    return {
      kind: 'clash',
      sentence: `Nothing was changed: two of these ${
        new Set(keys).size < keys.length ? 'set the same thing' : 'have the same name'
      }. Approve one of them.`,
    };
  for (const item of added) {
    const refusal =
      knownRefusal(without(items, leaving), item) ??
      blockedRefusal(screenDraft(screen, item, { items, leaving }));
    if (refusal !== undefined) return refusal;
  }
  const replaced = added.flatMap((item) => replacedBy(items, item));
  return boundsRefusal(without(items, [...leaving, ...replaced]), added);
}

const toItem = ({ id, kind, scope, slot, text }: ProposalView): LearnedItem => ({
  id,
  kind,
  scope,
  ...(slot && { slot }),
  text: text ?? '',
});

const without = (items: readonly LearnedItem[], leaving: readonly LearnedItem[]): LearnedItem[] =>
  items.filter(({ id }) => !leaving.some((gone) => gone.id === id));

/** The active items with these ids, in the order asked for; undefined if one is not active. */
function pick(items: readonly LearnedItem[], ids: readonly string[]): LearnedItem[] | undefined {
  const named = distinct(ids);
  const found = named.flatMap((id) => items.find((item) => item.id === id) ?? []);
  return found.length === named.length ? found : undefined;
}
