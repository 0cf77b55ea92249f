import type { Message } from './conversation.ts';

/** Every branch of one conversation, indexed. Siblings stand in the order in which they were given. */
export interface MessageTree {
  readonly byId: ReadonlyMap<string, Message>;
  readonly children: ReadonlyMap<string | null, readonly Message[]>;
}

export function treeOf(messages: readonly Message[]): MessageTree {
  const byId = new Map<string, Message>();
  const children = new Map<string | null, Message[]>();
  for (const message of messages) byId.set(message.id, message);
  for (const message of byId.values()) {
    const family = children.get(message.parentId);
    if (family === undefined) children.set(message.parentId, [message]);
    else family.push(message);
  }
  return { byId, children };
}

/** The messages from the root down to `leafId`. Stops at a missing parent, and at a message that it has already met. */
export function branchTo(tree: MessageTree, leafId: string | null): Message[] {
  const branch: Message[] = [];
  const met = new Set<string>();
  let id = leafId;
  while (id !== null && !met.has(id)) {
    met.add(id);
    const message = tree.byId.get(id);
    if (message === undefined) break;
    branch.push(message);
    id = message.parentId;
  }
  return branch.reverse();
}

/** The versions of one message, itself included: same parent, same role. */
export function siblingsOf(tree: MessageTree, message: Message): Message[] {
  const family = tree.children.get(message.parentId) ?? [];
  return family.filter((other) => other.role === message.role);
}

/** Down from `id`, always to the newest child. */
export function latestLeaf(tree: MessageTree, id: string): string {
  const met = new Set<string>();
  let leaf = id;
  while (!met.has(leaf)) {
    met.add(leaf);
    const next = newest(tree.children.get(leaf) ?? []);
    if (next === undefined || met.has(next.id)) break;
    leaf = next.id;
  }
  return leaf;
}

/** The leaf to show: under `leafId` where it is known, else under the newest message. Null for an empty tree. */
export function leafToShow(tree: MessageTree, leafId: string | null): string | null {
  if (leafId !== null && tree.byId.has(leafId)) return latestLeaf(tree, leafId);
  const last = newest([...tree.byId.values()]);
  return last === undefined ? null : latestLeaf(tree, last.id);
}

function newest(messages: readonly Message[]): Message | undefined {
  let last: Message | undefined;
  for (const message of messages) {
    if (last === undefined || message.createdAt >= last.createdAt) last = message;
  }
  return last;
}
