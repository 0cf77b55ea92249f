import { canonicalJson, type Json } from '../canonical-json.ts';
import { isScope, type Scope } from '../learned/scope.ts';
import { normalSlotValue } from '../learned/slot-values.ts';
import { isSlot, type Slot } from '../learned/slots.ts';
import { failure, success, type Result } from '../result.ts';
import { readLearnedTool, writeLearnedTool } from '../tools/learned-tool.ts';
import type { Sha256 } from '../tap.ts';
import { importLimits } from './importer.ts';
import type { FileItem } from './preview.ts';

export const bundleFormat = 'assent-rules';
export const bundleVersion = 1;

type Members = Record<string, Json | undefined>;

export interface ReadBundle {
  items: FileItem[];
  handWritten: boolean;
  notes: string[];
}

/** The checksum of a bundle: over its canonical form without `sha256`. */
export function bundleHash({ sha256: _sha256, ...rest }: Members, sha256: Sha256): string {
  return sha256(canonicalJson(rest));
}

export const isBundle = (value: Json): boolean => isObject(value) && value['format'] === bundleFormat;

/**
 * Reads a bundle by a strict schema: one wrong type refuses the whole file. What it claims of lives and approvals is passed
 * over; what is imported is only ever proposed.
 */
export function readBundle(value: Json, sha256: Sha256): Result<ReadBundle, string> {
  if (!isObject(value) || value['format'] !== bundleFormat)
    return failure('This file cannot be used: it is not an Assent bundle.');
  if (value['formatVersion'] !== bundleVersion)
    return failure(
      'This file cannot be used: it was written in a format that this version of Assent does not know.',
    );
  const { sha256: claimed } = value;
  if (claimed !== undefined && claimed !== bundleHash(value, sha256))
    return failure('This file cannot be used: it was changed or damaged since it was written.');
  const preferences = listOf(value['preferences']);
  const rules = listOf(value['rules']);
  const tools = listOf(value['tools']);
  if (preferences === undefined || rules === undefined || tools === undefined || !restFits(value))
    return failure('This file cannot be used: its parts are not of the form that a bundle has.');
  if (preferences.length + rules.length + tools.length > importLimits.items)
    return failure(
      `This file cannot be used: it holds more than ${importLimits.items} rules, preferences and tools.`,
    );
  const items: FileItem[] = [];
  for (const preference of preferences) {
    const item = toPreference(preference);
    if (item === undefined)
      return failure('This file cannot be used: one of its preferences has a wrong form.');
    items.push(item);
  }
  for (const rule of rules) {
    const item = toRule(rule);
    if (item === undefined) return failure('This file cannot be used: one of its rules has a wrong form.');
    items.push(item);
  }
  const notes: string[] = [];
  for (const tool of tools) {
    if (!isObject(tool)) return failure('This file cannot be used: one of its tools has a wrong form.');
    const item = toTool(tool);
    if (item.ok) items.push(item.value);
    else notes.push(item.error);
  }
  return success({ items, handWritten: claimed === undefined, notes });
}

function toPreference(value: Json): FileItem | undefined {
  if (!isObject(value)) return undefined;
  const scope = scopeIn(value);
  const { slot, value: text } = value;
  if (scope === undefined || typeof text !== 'string' || typeof slot !== 'string') return undefined;
  if (!textFits(value['quote']) || text.trim() === '') return undefined;
  const known = nameOfSlot(slot);
  // A slot of somebody else's, or a value that this program does not understand, is kept in words.
  if (known === undefined)
    return { kind: 'preference', scope, slot: 'free', text: `${slot.replaceAll('_', ' ')}: ${text}` };
  if (known !== 'free' && normalSlotValue(known, text) === undefined)
    return { kind: 'preference', scope, slot: 'free', text: `${slot.replaceAll('_', ' ')}: ${text}` };
  return { kind: 'preference', scope, slot: known, text };
}

const nameOfSlot = (name: string): Slot | undefined => {
  const plain = name.trim().toLowerCase().replaceAll(/[ -]/g, '_');
  return isSlot(plain) ? plain : undefined;
};

function toRule(value: Json): FileItem | undefined {
  if (!isObject(value)) return undefined;
  const scope = scopeIn(value);
  const { text } = value;
  if (scope === undefined || typeof text !== 'string' || text.trim() === '' || !textFits(value['source']))
    return undefined;
  return { kind: 'rule', scope, text };
}

/** A tool of another version of Assent may be one that this version does not take: it is left out, and the note says why. */
function toTool(tool: Members): Result<FileItem, string> {
  const read = readLearnedTool(JSON.stringify(tool));
  if (read.ok) return success({ kind: 'tool', scope: 'always', text: writeLearnedTool(read.value) });
  const { name } = tool;
  const called =
    typeof name === 'string' && name.trim() !== '' ? `The tool “${name.slice(0, 40)}”` : 'A tool';
  return failure(`${called} was left out: ${read.error}`);
}

/** A missing scope is `always`; one that is not a scope is a fault. */
function scopeIn({ scope }: Members): Scope | undefined {
  if (scope === undefined) return 'always';
  return isScope(scope) ? scope : undefined;
}

function restFits({ createdAt, guardrailHash, baseVersion, versions, ledgerHead, counts }: Members): boolean {
  const isTime = createdAt === undefined || typeof createdAt === 'string' || typeof createdAt === 'number';
  const isNumber = baseVersion === undefined || typeof baseVersion === 'number';
  return (
    isTime &&
    isNumber &&
    textFits(guardrailHash) &&
    textFits(ledgerHead) &&
    (versions === undefined || Array.isArray(versions)) &&
    (counts === undefined || isObject(counts))
  );
}

const textFits = (value: Json | undefined) =>
  value === undefined || value === null || typeof value === 'string';

function listOf(value: Json | undefined): readonly Json[] | undefined {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : undefined;
}

export const isObject = (value: Json | undefined): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
