import type { HandDraft } from '../../app/memory.svelte.ts';
import type { Scope } from '../../domain/learned/scope.ts';
import { normalSlotValue } from '../../domain/learned/slot-values.ts';
import type { Slot } from '../../domain/learned/slots.ts';

/** What is added when this is written; undefined where it says nothing. Line breaks count as spaces. */
export function ruleDraft(written: string, scope: Scope): HandDraft | undefined {
  const text = oneLine(written);
  return text === '' ? undefined : { kind: 'rule', scope, text };
}

/** Undefined where the value is empty or not understood. */
export function preferenceDraft(slot: Slot, written: string, scope: Scope): HandDraft | undefined {
  const value = oneLine(written);
  const text = slot === 'free' || value === '' ? value : normalSlotValue(slot, value);
  return text === undefined || text === '' ? undefined : { kind: 'preference', scope, slot, text };
}

const oneLine = (written: string): string => written.replace(/\s+/gu, ' ').trim();
