import { describe, expect, it } from 'vitest';
import { readPath } from '../../../src/domain/tools/path.ts';
import { listItems, listPath, withAdded, withTicked, withoutItems } from '../../../src/tools/lists.ts';

const text = '# Shopping\n\n- [ ] eggs\n- [x] Milk\n* [X] rice \nand a word\n';

describe('the name of a list', () => {
  it.each([
    'shopping',
    'Shopping',
    ' shopping list ',
    'my shopping list',
    'the Shopping List',
    'lists/shopping.md',
    'shopping.md',
    'SHOPPING!',
  ])('%s is the shopping list', (name) => expect(listPath(name)).toBe('lists/shopping.md'));

  it.each([
    ['todo', 'lists/to-do.md'],
    ['To do list', 'lists/to-do.md'],
    ['to-do', 'lists/to-do.md'],
    ['grocery list', 'lists/groceries.md'],
    ['wishlist', 'lists/wish.md'],
    ['list', 'lists/list.md'],
    ['my list', 'lists/list.md'],
    ['the', 'lists/the.md'],
    ['', 'lists/list.md'],
    ['🛒', 'lists/list.md'],
    ['Café à Paris', 'lists/café à paris.md'],
    ['Cafe\u0301', 'lists/café.md'],
    ['खरीदारी', 'lists/खरीदारी.md'],
    ['../../secret', 'lists/secret.md'],
    ['a/b\\c:d', 'lists/a b c d.md'],
    ['x'.repeat(300), `lists/${'x'.repeat(60)}.md`],
  ])('%s is %s', (name, path) => expect(listPath(name)).toBe(path));

  it.each([
    '../..',
    '.',
    '...',
    '/etc/passwd',
    'a\u0000b',
    '\u202egnp',
    '%2e%2e',
    'C:',
    `${'x'.repeat(59)}𝒳`,
  ])('never leaves the folder: %j', (name) => {
    const path = listPath(name);
    expect(path).toMatch(/^lists\/[^/]+\.md$/);
    expect(readPath(path)).toEqual({ ok: true, value: path });
  });
});

describe('a list', () => {
  it('is read from its lines, of any system', () => {
    const items = [
      { text: 'eggs', done: false },
      { text: 'Milk', done: true },
      { text: 'rice', done: true },
    ];
    expect(listItems(text)).toEqual(items);
    expect(listItems(text.replaceAll('\n', '\r\n'))).toEqual(items);
    expect(listItems('')).toEqual([]);
  });

  it('gets new items once each, as single lines', () => {
    const { added, fresh } = withAdded(text, ['Eggs', 'oat  milk', 'OAT MILK', 'a\nb', '', '- [ ] bread']);
    expect(added).toEqual(['oat milk', 'a b', 'bread']);
    expect(fresh).toBe('- [ ] oat milk\n- [ ] a b\n- [ ] bread\n');
  });

  it('opens what was ticked, and adds no second line for it', () => {
    const again = withAdded(text, ['milk', 'RICE']);
    expect(again.added).toEqual(['milk', 'RICE']);
    expect(again.fresh).toBe('');
    expect(again.text).toBe(text.replace('[x]', '[ ]').replace('[X]', '[ ]'));
    expect(withAdded(text, ['bread']).text).toBe(text);
  });

  it('loses and ticks what is named, and nothing else', () => {
    expect(withoutItems(text, ['EGGS', 'nothing such'])).toBe(text.replace('- [ ] eggs\n', ''));
    expect(withTicked(text, [' Eggs '])).toBe(text.replace('[ ]', '[x]'));
    expect(withTicked(text, ['milk', 'egg'])).toBe(text);
  });

  it('takes signs in an item for words', () => {
    const odd = withAdded('', ['[ ] $& (2)']);
    expect(withTicked(odd.fresh, ['[ ] $& (2)'])).toBe('- [x] [ ] $& (2)\n');
  });
});
