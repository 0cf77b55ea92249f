import type { Json } from '../canonical-json.ts';
import { failure, success, type Result } from '../result.ts';
import type { Sha256 } from '../tap.ts';
import { isBundle, isObject, readBundle } from './bundle-format.ts';
import { readJson } from './json-reader.ts';
import { markdownItems } from './markdown-items.ts';
import type { FileItem, ReadRules } from './preview.ts';

/** Reads rules and preferences out of a text, whatever it is. A refusal takes nothing from the file. */
export function readRules(name: string, text: string, sha256: Sha256): Result<ReadRules, string> {
  if (text.trim() === '') return failure('This file cannot be used: it is empty.');
  if (text.includes('\u0000')) return failure('This file cannot be used: it is not a text.');
  if (/\p{Surrogate}/u.test(text))
    return failure('This file cannot be used: a text in it has half a character.');
  const hash = sha256(text);
  const looksLikeJson =
    /^\uFEFF?\s*[[{]/.test(text) && !/^\s*\[\d{4}-/.test(text) && !/^\s*\[[^\]\n]*\]\(/.test(text);
  if (looksLikeJson || /\.json$/i.test(name)) {
    const json = readJson(text);
    return json.ok ? readJsonRules(json.value, hash, sha256) : json;
  }
  if (/^\uFEFF?---\r?\n/.test(text) && !/\n---\s*(?:\n|$)/.test(text))
    return failure('This file cannot be used: it is cut off inside its head.');
  const { items, notes } = markdownItems(text);
  return success({ format: formatOf(name, text), sha256: hash, handWritten: true, notes, items });
}

function readJsonRules(value: Json, hash: string, sha256: Sha256): Result<ReadRules, string> {
  if (isBundle(value)) {
    const bundle = readBundle(value, sha256);
    return bundle.ok ? success({ format: 'Assent bundle', sha256: hash, ...bundle.value }) : bundle;
  }
  const lines = linesIn(value);
  if (lines === undefined)
    return failure('This file cannot be used: it is neither an Assent bundle nor a list of texts.');
  const { items, notes } = markdownItems(lines.map((line) => `- ${line.replace(/\s+/gu, ' ')}`).join('\n'));
  return success({ format: 'A list of memories', sha256: hash, handWritten: true, notes, items });
}

/** Memories of other assistants: an array of texts, or of objects with one, or one member that is such an array. */
function linesIn(value: Json): string[] | undefined {
  if (isObject(value)) {
    const lists = Object.values(value).filter((member) => Array.isArray(member));
    return lists.length === 1 && lists[0] !== undefined ? linesIn(lists[0]) : undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const lines = (value as readonly Json[]).map((entry) => {
    if (typeof entry === 'string') return entry;
    if (!isObject(entry)) return undefined;
    const text = entry['text'] ?? entry['memory'] ?? entry['content'] ?? entry['value'];
    return typeof text === 'string' ? text : undefined;
  });
  return lines.every((line) => line !== undefined) ? lines : undefined;
}

function formatOf(name: string, text: string): string {
  if (/agents\.md$/i.test(name)) return 'AGENTS.md';
  if (/claude\.md$/i.test(name)) return 'CLAUDE.md';
  if (/\.mdc$/i.test(name)) return 'Cursor rule';
  return /^\s*\[?\d{4}-\d\d-\d\d/m.test(text) ? 'A list of memories' : 'A list in words';
}

/** The same text twice in a file counts once. */
export const isSameItem = (one: FileItem, other: FileItem): boolean =>
  one.kind === other.kind &&
  one.scope === other.scope &&
  one.slot === other.slot &&
  (one.kind === 'tool'
    ? one.text === other.text
    : one.text.trim().toLowerCase() === other.text.trim().toLowerCase());
