import type { Scope } from '../learned/scope.ts';
import type { Slot } from '../learned/slots.ts';
import type { ItemKind } from '../learned/state.ts';
import type { ScreeningReport } from '../screening/report.ts';

/** One thing that a file would have Assent learn, as it was read. */
export interface FileItem {
  kind: ItemKind;
  scope: Scope;
  /** Of a preference. */
  slot?: Slot;
  text: string;
}

/** What was read of a file, before it is looked at. */
export interface ReadRules {
  /** What the file is, in words: "AGENTS.md". */
  format: string;
  /** SHA-256 of its text. */
  sha256: string;
  /** No checksum stands in it. */
  handWritten: boolean;
  /** What was left out, and why. */
  notes: readonly string[];
  items: readonly FileItem[];
}

export interface PreviewItem extends FileItem {
  index: number;
  state: 'new' | 'known' | 'conflicting' | 'blocked';
  /** Why it is in that state. Empty for what is new. */
  sentence: string;
  report: ScreeningReport;
}

/** What a file holds, against what acts now. Nothing of it is stored. */
export interface ImportPreview extends Omit<ReadRules, 'items'> {
  items: readonly PreviewItem[];
}
