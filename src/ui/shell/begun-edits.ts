import type { ProvenanceRange } from '../../domain/conversation.ts';

/** The words of an edit that was begun. */
export interface BegunEdit {
  text: string;
  provenance: ProvenanceRange[];
}

/** Edits under way, by the message's id. They outlast a visit to another screen; nothing on the page follows them. */
export const createBegunEdits = (): Map<string, BegunEdit> => new Map();
