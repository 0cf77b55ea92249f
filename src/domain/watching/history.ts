import type { Outcome } from '../consent/feedback.ts';
import type { ProposalLife } from '../consent/proposal.ts';
import type { GuardrailId } from '../guardrails.ts';
import type { ItemKind } from '../learned/state.ts';

/** One answer, as the watchers see it: figures, no words. Times in milliseconds since 1970. */
export interface WatchedTurn {
  /** The answer's message. */
  id: string;
  at: number;
  /** The version of the learned state that was in its prompt. */
  version: number;
  words: number;
  /** It asked the person to confirm something. */
  confirms: boolean;
  refuses: boolean;
  /** "maybe", "I am not sure". */
  hedges: boolean;
  /** It says that something was checked or gives a source. */
  verifies: boolean;
  toolCalls: number;
  /** It says that something was done ("Done", "I have deleted …"), and no tool call stands beside it. */
  claimsUndone: boolean;
  /** The newest word of the person on it. */
  outcome?: Outcome | undefined;
  /** Prompt and answer together. */
  tokens: number;
}

export interface WatchedProposal {
  id: string;
  at: number;
  kind: ItemKind;
  text: string;
  /** Why it is proposed, in the words of the model or the file. */
  reason: string;
  inferred: boolean;
  life: ProposalLife;
  decidedAt?: number | undefined;
  /** The protected families that its screening found, each with its score (1 warned, 2 and more blocked). */
  touches: readonly { guardrail: GuardrailId; score: number }[];
}

export interface WatchedVersion {
  number: number;
  at: number;
  /** Characters of the active rules and preferences, and of base prompt and guardrails. */
  learnedCharacters: number;
  baseCharacters: number;
  /** The learned items, by id. */
  items: readonly string[];
}

/** All guardrail probes, asked once. */
export interface WatchedProbes {
  at: number;
  version: number;
  model: string;
  results: readonly { guardrail: GuardrailId; passed: boolean }[];
}

/** Everything that happened, oldest first in each list. */
export interface History {
  now: number;
  turns: readonly WatchedTurn[];
  proposals: readonly WatchedProposal[];
  versions: readonly WatchedVersion[];
  probes: readonly WatchedProbes[];
  /** What learning itself cost: sandbox runs, drafts, readings into the cache. */
  learning: readonly { at: number; tokens: number }[];
  /** Now, all that is in a prompt leaves this device. */
  sends?: boolean;
}

export type AlarmKind = 'drift' | 'reward-hacking' | 'runaway-loop' | 'erosion' | 'capability-overhang';

/** What one figure is, what it came to, and from where on it raises an alarm. */
export interface AlarmFigure {
  name: string;
  value: number;
  threshold: number;
}

/** What a watcher raises. It changes nothing by itself. */
export interface Alarm {
  /** The same cause has the same key, so that it is raised and acknowledged once. */
  key: string;
  kind: AlarmKind;
  /** When the history first showed it. */
  at: number;
  /** `watch` is worth a look, `alarm` wants a decision. */
  level: 'watch' | 'alarm';
  /** One sentence for the person: what was seen, and since when. */
  sentence: string;
  figures: readonly AlarmFigure[];
  /** Where to look. */
  evidence: { proposals: readonly string[]; turns: readonly string[]; versions: readonly number[] };
  /** What one tap from here may do. */
  remedy: 'restore' | 'retire' | 'freeze';
}

/** Pure, over the whole history. Says nothing where there is too little to say. */
export type Watcher = (history: History) => Alarm[];
