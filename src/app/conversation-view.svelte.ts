import type { Conversation, Message } from '../domain/conversation.ts';
import {
  branchTo,
  latestLeaf,
  leafToShow,
  type MessageTree,
  siblingsOf,
  treeOf,
} from '../domain/message-tree.ts';
import type { ConversationStore } from '../domain/ports.ts';
import { type ChatRow, messagesOf, rowsOf } from './chat-rows.ts';
import type { Conversations } from './conversations.svelte.ts';
import { LiveValue } from './live-value.svelte.ts';
import { remembering } from './remembering.ts';

/** `loading` until the messages are read: never show it as an empty conversation. */
export type ChatStatus =
  | { kind: 'new' }
  | { kind: 'loading' }
  | { kind: 'open' }
  /** There is no such conversation, or it was deleted. */
  | { kind: 'missing' }
  | { kind: 'failed'; sentence: string };

export interface ConversationViewDeps {
  stores: Promise<{ conversations: ConversationStore }>;
  conversations: Conversations;
}

/** One conversation as it is shown: its messages, and which branch of them. */
export class ConversationView {
  readonly #deps: ConversationViewDeps;
  #id = $state.raw<string | null>(null);
  #stored = $state.raw<LiveValue<Message[]>>();
  /** What this tab wrote and the database may not have reported back yet. */
  #written = $state.raw<readonly Message[]>([]);
  /** Stands in for the row of the list until the list has it. */
  #created = $state.raw<Conversation>();
  #leafId = $state.raw<string>();
  #lastRows: ChatRow[] = [];
  #closed = false;

  // No `$derived` here: a view is made inside an effect of the Chat screen and outlives that screen.
  readonly #treeOf = remembering((stored: readonly Message[] | undefined, written: readonly Message[]) =>
    treeOf(messagesOf(stored ?? [], written)),
  );

  readonly #branchOf = remembering((tree: MessageTree, leafId: string | null) =>
    branchTo(tree, leafToShow(tree, leafId)),
  );

  readonly #rowsOf = remembering((tree: MessageTree, branch: Message[]) => {
    this.#lastRows = rowsOf(tree, branch, this.#lastRows);
    return this.#lastRows;
  });

  constructor(deps: ConversationViewDeps, id: string | null) {
    this.#deps = deps;
    if (id !== null) this.#follow(id);
  }

  get id(): string | null {
    return this.#id;
  }

  get conversation(): Conversation | undefined {
    const id = this.#id;
    if (id === null) return undefined;
    const row = this.#deps.conversations.rows.find((conversation) => conversation.id === id);
    return row ?? (this.#deps.conversations.wasListed(id) ? undefined : this.#created);
  }

  get status(): ChatStatus {
    if (this.#id === null) return { kind: 'new' };
    const known = this.conversation !== undefined;
    const read = this.#stored?.current !== undefined || this.#written.length > 0;
    if (known && read) return { kind: 'open' };
    const sentence = this.#stored?.problem ?? this.#deps.conversations.problem;
    if (sentence !== undefined) return { kind: 'failed', sentence };
    return known || !this.#deps.conversations.ready ? { kind: 'loading' } : { kind: 'missing' };
  }

  get rows(): ChatRow[] {
    return this.#rowsOf(this.#tree, this.branch);
  }

  get branch(): Message[] {
    return this.#branchOf(this.#tree, this.#leafId ?? this.conversation?.leafId ?? null);
  }

  get #tree(): MessageTree {
    return this.#treeOf(this.#stored?.current, this.#written);
  }

  find(messageId: string): Message | undefined {
    return this.#tree.byId.get(messageId);
  }

  branchTo(messageId: string | null): Message[] {
    return branchTo(this.#tree, messageId);
  }

  /** Resolves once all is read, or cannot be: `status` tells. */
  async ready(): Promise<void> {
    if (this.#stored === undefined) return;
    await Promise.allSettled([this.#stored.first(), this.#deps.conversations.loaded()]);
  }

  /** Shows what was just stored, before the database reports it back. */
  show(conversation: Conversation, messages: readonly Message[]): void {
    this.put(messages);
    this.#leafId = messages.at(-1)?.id ?? this.#leafId;
    this.#created ??= conversation;
    if (this.#id === null && !this.#closed) this.#follow(conversation.id);
  }

  /** Newer words for messages of this conversation. */
  put(messages: readonly Message[]): void {
    const replaced = messages.map(({ id }) => id);
    this.#written = [...this.#written.filter(({ id }) => !replaced.includes(id)), ...messages];
  }

  /** Shows the next or the last version of a message; the new leaf, or undefined where there is no such version. */
  step(messageId: string, by: 1 | -1): string | undefined {
    const message = this.find(messageId);
    if (message === undefined) return undefined;
    const versions = siblingsOf(this.#tree, message);
    const other = versions[versions.indexOf(message) + by];
    if (other === undefined) return undefined;
    this.#leafId = latestLeaf(this.#tree, other.id);
    return this.#leafId;
  }

  /** Shows the branch that holds the message; its leaf, or undefined where there is no such message. */
  showBranchOf(messageId: string): string | undefined {
    if (this.find(messageId) === undefined) return undefined;
    this.#leafId = latestLeaf(this.#tree, messageId);
    return this.#leafId;
  }

  close(): void {
    this.#closed = true;
    this.#stored?.close();
  }

  #follow(id: string): void {
    this.#id = id;
    this.#stored = new LiveValue(this.#deps.stores.then((stores) => stores.conversations.messages(id)));
  }
}
