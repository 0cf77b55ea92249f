/** Lists are files, `lists/shopping.md`, with a line `- [ ] eggs` for each item. Other lines stay as they are. */
import { cutWhole } from './file-words.ts';

export interface ListItem {
  text: string;
  done: boolean;
}

/** What adding comes to. */
export interface Addition {
  /** What was not open on the list before, as it was said. */
  added: string[];
  /** The old text, where what was ticked is open again. */
  text: string;
  /** What goes to its end, each line closed; empty where there is nothing new. */
  fresh: string;
}

const line = /^\s*[-*+] \[([ xX])\] (.*?)\r?$/;

/** Names that people use for one and the same list. */
const same: Readonly<Record<string, string>> = {
  grocery: 'groceries',
  todo: 'to-do',
  todos: 'to-do',
  'to do': 'to-do',
  'to dos': 'to-do',
  wishlist: 'wish',
};

/** "My Shopping list", "shopping" and "lists/shopping.md" are one list: "shopping". */
export function listName(name: string): string {
  const clean = name
    .normalize('NFC')
    .toLowerCase()
    .trim()
    .replace(/^lists\/|\.md$/g, '')
    .replace(/[^\p{L}\p{M}\p{N} '’-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:my|our|the) (?=.)/, '')
    .replace(/(?<=.) list$/, '');
  const short = cutWhole(clean, 60).trim();
  return same[short] ?? (short === '' ? 'list' : short);
}

/** Where a list of that name is kept, however the name is put. */
export const listPath = (name: string): string => `lists/${listName(name)}.md`;

export function listItems(text: string): ListItem[] {
  return text.split('\n').flatMap((one) => {
    const found = line.exec(one);
    return found === null ? [] : [{ done: found[1] !== ' ', text: found[2]?.trim() ?? '' }];
  });
}

/** Adds items once each: what is open already is left out, and what was ticked is opened again. */
export function withAdded(text: string, items: readonly string[]): Addition {
  const there = listItems(text);
  const known = new Set(there.map((item) => keyOf(item.text)));
  const open = new Set(there.filter(({ done }) => !done).map((item) => keyOf(item.text)));
  const added = items.map(itemText).filter((item) => {
    const key = keyOf(item);
    if (key === '' || open.has(key)) return false;
    open.add(key);
    return true;
  });
  const fresh = added.filter((item) => !known.has(keyOf(item)));
  return {
    added,
    text: eachLine(text, (one) => [isNamed(one, added) ? one.replace(/\[[xX]\]/, '[ ]') : one]),
    fresh: fresh.map((item) => `- [ ] ${item}\n`).join(''),
  };
}

export const withoutItems = (text: string, items: readonly string[]): string =>
  eachLine(text, (one) => (isNamed(one, items) ? [] : [one]));

export const withTicked = (text: string, items: readonly string[]): string =>
  eachLine(text, (one) => [isNamed(one, items) ? one.replace('[ ]', '[x]') : one]);

const eachLine = (text: string, change: (one: string) => string[]): string =>
  text.split('\n').flatMap(change).join('\n');

function isNamed(one: string, items: readonly string[]): boolean {
  const found = line.exec(one);
  return found !== null && items.some((item) => keyOf(item) === keyOf(found[2] ?? ''));
}

/** One line, without the signs of a list that a model may write before it. */
const itemText = (item: string): string =>
  item
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[-*+] (?:\[[ xX]\] )?/, '')
    .trim();

const keyOf = (item: string): string => item.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
