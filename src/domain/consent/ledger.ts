import type { TapAction } from '../tap.ts';
import type { StoredState } from '../learned/state.ts';
import type { Scope } from '../learned/scope.ts';
import type { Slot } from '../learned/slots.ts';
import type { TextRef } from '../learned/state.ts';
import type { Verdict } from '../sandbox/run.ts';
import type { AlarmKind } from '../watching/history.ts';
import type { CalledFact, CallEnd } from '../ports-tools.ts';
import type { Program } from '../program.ts';
import type { Proposal } from './proposal.ts';

/** `freeze`: nothing is proposed. `observe`: feedback is collected, nothing is proposed. */
export type LearningMode = 'learn' | 'observe' | 'freeze';

/** The number of the version that an entry made, and the SHA-256 of the canonical form of its row. */
export interface VersionStamp {
  version: number;
  versionHash: string;
}

/** Everything that can happen. New kinds may be added; the bodies of these are final. */
export type LedgerFact =
  | { kind: 'started'; body: { program: Program } & VersionStamp }
  | { kind: 'program-updated'; body: { from: Program; to: Program; suspended: readonly string[] } }
  | { kind: 'proposed'; body: { proposals: readonly Proposal[] } }
  | {
      kind: 'edited';
      body: {
        proposal: string;
        text: TextRef;
        scope: Scope;
        slot?: Slot;
        report: TextRef;
        life: 'open' | 'blocked';
      };
    }
  /** `replaced` and `retired` items left with it: old values of the same slot, and what made room in a full list. */
  | {
      kind: 'approved';
      body: {
        proposals: readonly string[];
        replaced: readonly string[];
        retired: readonly string[];
        /** Approved ahead of their test: in no prompt until a `tested` clears them. */
        untested?: readonly string[];
        /** Why, where the profile asks for a written reason. */
        reason?: TextRef;
      } & VersionStamp;
    }
  /** A sandbox run came to its end. `text` is what was tested, `hash` that of the whole record. */
  | {
      kind: 'tested';
      body: {
        run: string;
        hash: string;
        proposal: string;
        text: string;
        verdict: Verdict;
        /** What acts beside it was the same all the while, so that a rule that waits may take effect. */
        clears: boolean;
      };
    }
  /** The guardrail probes alone were asked. */
  | { kind: 'probed'; body: { run: string; hash: string; version: number; passed: number; of: number } }
  /** A test of the person's own. */
  | { kind: 'check-kept'; body: { check: string; hash: string } }
  | { kind: 'check-removed'; body: { check: string } }
  | { kind: 'alarm'; body: { key: string; alarm: AlarmKind; hash: string } }
  | { kind: 'acknowledged'; body: { key: string; reason: TextRef } }
  | { kind: 'regulated'; body: { on: boolean } }
  | { kind: 'rejected'; body: { proposals: readonly string[]; objection?: TextRef } }
  | { kind: 'expired'; body: { proposals: readonly string[] } }
  | { kind: 'retired'; body: { items: readonly string[] } & VersionStamp }
  /** `skipped` items of that version hold a text that was forgotten since. */
  | { kind: 'restored'; body: { from: number; skipped: readonly string[] } & VersionStamp }
  | { kind: 'redacted'; body: { texts: readonly string[]; items: readonly string[] } }
  | { kind: 'mode'; body: { mode: LearningMode } }
  | { kind: 'feedback'; body: { feedback: string; hash: string } }
  | { kind: 'imported'; body: { batch: string; format: string; sha256: string; items: number } }
  | { kind: 'exported'; body: { format: string; sha256: string } }
  /** A tool is about to run. The tap of its entry is for `confirmSubject`. */
  | { kind: 'called'; body: CalledFact }
  /** How a call ended. One that was refused or declined has no `called` before it. */
  | { kind: 'returned'; body: { call: string; end: CallEnd } }
  | { kind: 'undone'; body: { call: string } };

/** One link of the chain. Never changed, never deleted. */
export type LedgerEntry = LedgerFact & {
  /** Dense from 1. */
  seq: number;
  at: number;
  by: 'user' | 'agent' | 'system';
  tap?: { action: TapAction; subjectHash: string; nonce: string };
  /** The hash of the entry before it; 64 zeros for the first. */
  prev: string;
  /** SHA-256 of the canonical JSON of the entry without `hash`. */
  hash: string;
};

/** The complete learned state after one change. Never changed, never deleted. */
export interface Version {
  /** Version 0 is the program's base: nothing learned. */
  number: number;
  at: number;
  cause: 'started' | 'approved' | 'retired' | 'restored';
  state: StoredState;
  /** SHA-256 of the canonical form of the `LearnedState`, texts in place. */
  stateHash: string;
  /** The entry that made it. */
  ledgerSeq: number;
}
