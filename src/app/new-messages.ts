import type { AssistantMessage, Conversation, ProvenanceRange, UserMessage } from '../domain/conversation.ts';
import type { Model } from '../domain/model.ts';
import type { Clock, Ids } from '../domain/ports.ts';
import type { Reminder } from '../domain/learned/prompt-lines.ts';
import { titleOf } from '../domain/title.ts';
import type { LearnedPlan } from './prompt-planner.ts';

export interface Making {
  clock: Clock;
  ids: Ids;
}

export function newConversation({ clock, ids }: Making, text: string): Conversation {
  const now = clock();
  const title = titleOf(text);
  return { id: ids(), title, renamed: false, createdAt: now, updatedAt: now, leafId: null, deletedAt: null };
}

/** `sent` is what was typed, after the preferences that matter to it. */
export function newUserMessage(
  { clock, ids }: Making,
  place: { conversationId: string; parentId: string | null },
  text: string,
  provenance: readonly ProvenanceRange[],
  reminder?: Reminder,
  /** The form of a step, where tools are offered. */
  hint?: string,
): UserMessage {
  const sent = [reminder?.text, text, hint].filter((part) => part !== undefined).join('\n\n');
  return {
    id: ids(),
    ...place,
    createdAt: clock(),
    shown: text,
    sent,
    role: 'user',
    provenance: provenance.map((range) => ({ ...range })),
    ...(reminder && { reminder: { items: reminder.items } }),
    ...(hint !== undefined && { offersTools: true }),
  };
}

/** An answer before its first word. One millisecond after its question, so that order by time is order of the branch. */
export function newAnswer(
  { clock, ids }: Making,
  place: { conversationId: string; parentId: string | null },
  model: Model,
  plan: LearnedPlan,
): AssistantMessage {
  const { id, name, engine } = model;
  return {
    id: ids(),
    ...place,
    createdAt: clock() + 1,
    shown: '',
    sent: '',
    role: 'assistant',
    state: { kind: 'streaming' },
    receipt: { model: { id, name, engine }, ...receiptOf(plan) },
  };
}

/** What of a plan stands behind "What was sent". */
export function receiptOf({ system, firstSentId, plain, learned }: LearnedPlan) {
  return {
    system,
    firstSentId,
    ...(plain.length > 0 && { plain }),
    ...(learned.items.length > 0 && { learned }),
  };
}
