import { Dexie } from 'dexie';
import { printOf, replacedBy, sameAs } from '../domain/consent/decide.ts';
import { rejectedTextMs } from '../domain/consent/inferring.ts';
import type { ProposalDraft } from '../domain/consent/proposal.ts';
import type { LearningRefusal } from '../domain/consent/refusal.ts';
import type { LearnedItem } from '../domain/learned/state.ts';
import { normalSlotValue } from '../domain/learned/slot-values.ts';
import { slotNames } from '../domain/learned/slots.ts';
import { readLearnedTool, writeLearnedTool } from '../domain/tools/learned-tool.ts';
import { failure, success, type Result } from '../domain/result.ts';
import type { Screen, ScreeningReport } from '../domain/screening/report.ts';
import type { LearningRoom } from './learning-room.ts';

export type Draft = Pick<ProposalDraft, 'kind' | 'scope' | 'slot' | 'text'>;

/** A draft as it is kept: spaces single, the value of a typed slot in its one form. Refuses what has no meaning. */
export function tidyDraft<Some extends Draft>(draft: Some): Result<Some, LearningRefusal> {
  if (draft.kind === 'tool') return tidyTool(draft);
  const text = draft.text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (text === '')
    return failure({ kind: 'unclear', sentence: 'Nothing was changed: write something first.' });
  const { kind, slot } = draft;
  if (kind !== 'preference' || slot === undefined || slot === 'free') return success({ ...draft, text });
  const value = normalSlotValue(slot, text);
  if (value !== undefined) return success({ ...draft, text: value });
  const sentence = `Nothing was changed: Assent does not understand “${text}” as a value for “${slotNames[slot]}”.`;
  return failure({ kind: 'unclear', sentence });
}

/** The one text of a tool, whatever form its JSON came in. */
function tidyTool<Some extends Draft>(draft: Some): Result<Some, LearningRefusal> {
  const read = readLearnedTool(draft.text);
  if (!read.ok) return failure({ kind: 'unclear', sentence: `Nothing was changed: ${read.error}` });
  return success({ ...draft, text: writeLearnedTool(read.value) });
}

/** Refuses what stands in a list already. */
export function knownRefusal(items: readonly LearnedItem[], draft: Draft): LearningRefusal | undefined {
  const known = sameAs(items, draft);
  return known && { kind: 'known', sentence: 'Assent knows this already.', itemId: known.id };
}

/** The texts of what was rejected lately, each with its print. Only inside a transaction. */
export async function rejectedLately({ database, texts, now }: LearningRoom) {
  const rows = await database.proposals
    .where('[life+decidedAt]')
    .between(['rejected', now() - rejectedTextMs], ['rejected', Dexie.maxKey])
    .toArray();
  const found = await texts.read(rows.map(({ text }) => text));
  return rows.flatMap(({ id, kind, scope, slot, text }) => {
    const words = found.get(text.id);
    if (words === undefined) return [];
    return [{ id, text: words, print: printOf({ kind, scope, ...(slot && { slot }), text: words }) }];
  });
}

/** Screens a draft against what stands: the items that it would replace, or that leave with it, do not count. */
export function screenDraft(
  screen: Screen,
  draft: Draft,
  standing: {
    items: readonly LearnedItem[];
    leaving?: readonly LearnedItem[];
    rejected?: readonly string[];
    foreignTexts?: readonly string[];
  },
): ScreeningReport {
  const { items, leaving = [], rejected = [], foreignTexts = [] } = standing;
  const replaced = replacedBy(items, draft);
  const active = items.filter((item) => !replaced.includes(item) && !leaving.includes(item));
  return screen(draft, { active, rejected, foreignTexts });
}

/** What screening blocked, as a refusal. */
export function blockedRefusal(report: ScreeningReport): LearningRefusal | undefined {
  if (report.verdict !== 'blocked') return undefined;
  const finding = report.findings.find(({ severity }) => severity === 'block');
  const { sentence = 'Screening blocked it.', remedy = '' } = finding ?? {};
  return { kind: 'blocked', sentence: [sentence, remedy].filter((part) => part !== '').join(' '), report };
}

/**
 * The active items that this build of the program would not let in. What clashes only with other active items stays: the
 * person approved both.
 */
export function suspendedIn(screen: Screen, items: readonly LearnedItem[]): string[] {
  const among = ['duplicates', 'conflicts'];
  return items.flatMap((item) => {
    const { findings } = screen(item, { active: [], rejected: [], foreignTexts: [], alone: true });
    const blocked = findings.some(({ severity, layer }) => severity === 'block' && !among.includes(layer));
    return blocked ? [item.id] : [];
  });
}
