import type { AssistantMessage, Message, UserMessage } from '../domain/conversation.ts';
import { type MessageTree, siblingsOf } from '../domain/message-tree.ts';

/** Which of the versions of a message is shown: `index` counts from 0. */
export interface Siblings {
  index: number;
  count: number;
}

export type MessageRow =
  | { kind: 'user'; message: UserMessage; siblings: Siblings }
  | { kind: 'assistant'; message: AssistantMessage; siblings: Siblings; live: boolean };

/** The divider says "Earlier messages are no longer sent". */
export type ChatRow = MessageRow | { kind: 'divider' };

/** What is stored, and what this tab wrote and has not been told of yet. A stored answer that has ended is the last word. */
export function messagesOf(stored: readonly Message[], written: readonly Message[]): Message[] {
  const messages = new Map(stored.map((message) => [message.id, message]));
  for (const message of written) {
    const known = messages.get(message.id);
    if (known === undefined || isUnfinished(known)) messages.set(message.id, message);
  }
  return [...messages.values()];
}

/** Rows of a branch, oldest first. Those of `earlier` that still hold are handed on, so that screens leave them alone. */
export function rowsOf(
  tree: MessageTree,
  branch: readonly Message[],
  earlier: readonly ChatRow[] = [],
): ChatRow[] {
  const known = new Map(
    earlier.flatMap((row) => (row.kind === 'divider' ? [] : [[row.message, row] as const])),
  );
  const rows: ChatRow[] = branch.map((message) => {
    const versions = siblingsOf(tree, message);
    const siblings = { index: versions.indexOf(message), count: versions.length };
    const row = known.get(message);
    const holds = row?.siblings.index === siblings.index && row.siblings.count === siblings.count;
    return holds ? row : rowOf(message, siblings);
  });
  const firstSent = firstSentIndex(branch);
  return firstSent > 0 ? rows.toSpliced(firstSent, 0, { kind: 'divider' }) : rows;
}

/** The same rows with the answer that is being written in its place. */
export function withLiveAnswer(rows: readonly ChatRow[], answer: AssistantMessage): ChatRow[] {
  const at = rows.findLastIndex((row) => row.kind === 'assistant' && row.message.id === answer.id);
  const row = rows[at];
  return row?.kind === 'assistant' ? rows.with(at, { ...row, message: answer, live: true }) : [...rows];
}

function rowOf(message: Message, siblings: Siblings): MessageRow {
  return message.role === 'user'
    ? { kind: 'user', message, siblings }
    : { kind: 'assistant', message, siblings, live: false };
}

/** Where the newest answer's prompt began. Instant answers had none. */
function firstSentIndex(branch: readonly Message[]): number {
  const last = branch.findLast(
    (message): message is AssistantMessage => message.role === 'assistant' && !message.instant,
  );
  return branch.findIndex((message) => message.id === last?.receipt.firstSentId);
}

const isUnfinished = (message: Message): boolean =>
  message.role === 'assistant' && message.state.kind === 'streaming';
