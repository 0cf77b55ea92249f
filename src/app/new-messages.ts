import type { AssistantMessage, Conversation, ProvenanceRange, UserMessage } from '../domain/conversation.ts';
import type { Model } from '../domain/model.ts';
import type { Clock, Ids } from '../domain/ports.ts';
import type { PromptPlan } from '../domain/prompt.ts';
import { titleOf } from '../domain/title.ts';

export interface Making {
  clock: Clock;
  ids: Ids;
}

export function newConversation({ clock, ids }: Making, text: string): Conversation {
  const now = clock();
  const title = titleOf(text);
  return { id: ids(), title, renamed: false, createdAt: now, updatedAt: now, leafId: null, deletedAt: null };
}

/** Today `sent` is what was typed; a block of reminders will stand before it. */
export function newUserMessage(
  { clock, ids }: Making,
  place: { conversationId: string; parentId: string | null },
  text: string,
  provenance: readonly ProvenanceRange[],
): UserMessage {
  return {
    id: ids(),
    ...place,
    createdAt: clock(),
    shown: text,
    sent: text,
    role: 'user',
    provenance: provenance.map((range) => ({ ...range })),
  };
}

/** An answer before its first word. One millisecond after its question, so that order by time is order of the branch. */
export function newAnswer(
  { clock, ids }: Making,
  place: { conversationId: string; parentId: string | null },
  model: Model,
  { system, firstSentId }: PromptPlan,
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
    receipt: { model: { id, name, engine }, system, firstSentId },
  };
}
