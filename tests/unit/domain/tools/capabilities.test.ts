import { describe, expect, test } from 'vitest';
import { capabilityView, withheld, type TaggedTool } from '../../../../src/domain/tools/capabilities.ts';
import { tagsOf } from '../../../../src/domain/tools/learned-tool.ts';
import { shoppingTotal, splitBill } from './tools-for-tests.ts';

const tools: TaggedTool[] = [
  { name: 'calculate', tags: [] },
  { name: 'read_file', tags: ['private_read', 'untrusted_in'] },
  { name: 'search_conversations', tags: ['private_read'] },
  { name: 'write_file', tags: ['destructive', 'persistent_write'] },
  { name: 'delete_file', tags: ['destructive'] },
  { name: splitBill.name, tags: tagsOf(splitBill) },
  { name: shoppingTotal.name, tags: tagsOf(shoppingTotal) },
];

describe('capabilities', () => {
  test('says who can do what, in plain words', () => {
    const { capabilities } = capabilityView(tools, false);
    expect(capabilities.map(({ words, tools: who }) => [words, who])).toEqual([
      ['read what is private', ['read_file', 'search_conversations', 'shopping_total']],
      ['take in texts from elsewhere', ['read_file', 'shopping_total']],
      ['send something out of this device', []],
      ['delete or overwrite', ['write_file', 'delete_file']],
      ['keep something for later', ['write_file']],
    ]);
  });

  test('with a model on this device nothing is sent: no trio, and nothing is withheld', () => {
    const view = capabilityView(tools, false);
    expect(view.isTrioComplete).toBe(false);
    expect(view.union).toEqual(['private_read', 'untrusted_in', 'destructive', 'persistent_write']);
    expect(view.pairs.map(({ tags }) => tags)).toEqual([
      ['private_read', 'untrusted_in'],
      ['untrusted_in', 'destructive'],
      ['untrusted_in', 'persistent_write'],
    ]);
    expect(withheld(tools, false)).toEqual([]);
  });

  test('a server elsewhere completes the trio, and what is left without the withheld does not', () => {
    const all = capabilityView(tools, true);
    expect(all.isTrioComplete).toBe(true);
    expect(all.capabilities.find(({ tag }) => tag === 'egress')).toMatchObject({ tools: [], byEngine: true });
    expect(all.pairs).toHaveLength(5);
    const names = withheld(tools, true);
    expect(names).toEqual(['read_file', 'search_conversations', 'shopping_total']);
    const rest = capabilityView(
      tools.filter(({ name }) => !names.includes(name)),
      true,
    );
    expect(rest.isTrioComplete).toBe(false);
    expect(rest.union).not.toContain('private_read');
  });

  test('a tool that sends counts like a server that is elsewhere', () => {
    const sender: TaggedTool = { name: 'mail', tags: ['egress'] };
    expect(capabilityView([...tools, sender], false).isTrioComplete).toBe(true);
    expect(withheld([...tools, sender], false)).toContain('read_file');
    expect(withheld([sender], true)).toEqual([]);
  });
});
