import type { ProvenanceSource } from '../../domain/conversation.ts';

/**
 * Where an edit's text comes from, by the browser's word for the edit. Undo and redo may bring back a long paste, so
 * they count as one; the length decides whether a paste was typed after all.
 */
export function textSource(inputType: string): ProvenanceSource | undefined {
  if (inputType === 'insertFromDrop') return 'dropped';
  return /^(?:insertFromPaste|insertFromYank|history)/.test(inputType) ? 'pasted' : undefined;
}
