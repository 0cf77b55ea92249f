import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branchTo, latestLeaf, leafToShow, siblingsOf, treeOf } from '../../../src/domain/message-tree.ts';
import { answer, branchOf, userMessage } from './conversation-samples.ts';

const ids = (messages: readonly { id: string }[]): string[] => messages.map(({ id }) => id);

describe('the message tree', () => {
  const tree = treeOf([
    userMessage('u1', 'Hi', null, 1),
    answer('a1', 'Hello', 'u1', undefined, 2),
    answer('a2', 'Hey', 'u1', undefined, 3),
    userMessage('u2', 'More', 'a1', 4),
    userMessage('u1b', 'Hi!', null, 5),
  ]);

  it('gives the branch from the root to a leaf', () => {
    expect(ids(branchTo(tree, 'u2'))).toEqual(['u1', 'a1', 'u2']);
    expect(ids(branchTo(tree, 'u1b'))).toEqual(['u1b']);
    expect(branchTo(tree, null)).toEqual([]);
    expect(branchTo(tree, 'unknown')).toEqual([]);
  });

  it('counts the versions of a message', () => {
    const siblings = (id: string) => ids(siblingsOf(tree, tree.byId.get(id) ?? userMessage('', '')));
    expect(siblings('a1')).toEqual(['a1', 'a2']);
    expect(siblings('u1b')).toEqual(['u1', 'u1b']);
    expect(siblings('u2')).toEqual(['u2']);
  });

  it('goes down to the newest leaf', () => {
    expect(latestLeaf(tree, 'u1')).toBe('a2');
    expect(latestLeaf(tree, 'a1')).toBe('u2');
    expect(leafToShow(tree, 'a1')).toBe('u2');
    expect(leafToShow(tree, 'lost')).toBe('u1b');
    expect(leafToShow(treeOf([]), null)).toBe(null);
  });

  it('stops at a cycle and at a missing parent', () => {
    const broken = treeOf([
      userMessage('x', '', 'y'),
      userMessage('y', '', 'x'),
      userMessage('z', '', 'gone'),
    ]);
    expect(ids(branchTo(broken, 'x'))).toEqual(['y', 'x']);
    expect(ids(branchTo(broken, 'z'))).toEqual(['z']);
    expect(['x', 'y']).toContain(latestLeaf(broken, 'x'));
    expect(ids(branchTo(treeOf([userMessage('s', '', 's')]), 's'))).toEqual(['s']);
    expect(latestLeaf(treeOf([userMessage('s', '', 's')]), 's')).toBe('s');
  });

  it('holds its invariants whatever the parents are', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const anyParent = fc.option(fc.constantFrom(...names, 'missing'), { nil: null });
    fc.assert(
      fc.property(fc.array(anyParent, { minLength: 1, maxLength: 6 }), (parents) => {
        const messages = parents.map((parent, index) =>
          userMessage(names[index] ?? '', '', parent, index % 3),
        );
        const anyTree = treeOf(messages);
        for (const message of messages) {
          const branch = branchTo(anyTree, message.id);
          expect(branch.at(-1)).toBe(message);
          expect(new Set(branch).size).toBe(branch.length);
          branch.slice(1).forEach((child, index) => expect(child.parentId).toBe(branch[index]?.id));
          expect(siblingsOf(anyTree, message)).toContain(message);
          const leaf = latestLeaf(anyTree, message.id);
          expect(anyTree.byId.has(leaf)).toBe(true);
          const acyclic = branch[0]?.parentId === null || branch[0]?.parentId === 'missing';
          if (acyclic) expect(ids(branchTo(anyTree, leaf))).toContain(message.id);
        }
        expect(anyTree.byId.has(leafToShow(anyTree, null) ?? '')).toBe(true);
      }),
    );
  });

  it('reads a long branch in one pass', () => {
    const texts = Array.from({ length: 10_000 }, (_, index) => `text ${index}`);
    const long = treeOf(branchOf(...texts));
    expect(branchTo(long, 'm9999')).toHaveLength(10_000);
    expect(latestLeaf(long, 'm0')).toBe('m9999');
  });
});
