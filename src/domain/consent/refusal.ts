import type { LearnedItem } from '../learned/state.ts';
import type { ScreeningReport } from '../screening/report.ts';

/** Why nothing was changed. `sentence` is for the person. */
export type LearningRefusal =
  /** No tap, a used one, or one for something else than what stands here now. */
  | { kind: 'no-tap' | 'stale' | 'unknown' | 'forgotten'; sentence: string }
  /** It has no meaning, or two of what was asked for exclude each other. */
  | { kind: 'unclear' | 'clash'; sentence: string }
  /** It was decided before, here or in another tab. */
  | { kind: 'decided'; sentence: string; version?: number }
  | { kind: 'blocked'; sentence: string; report: ScreeningReport }
  /** The list is full: one of `items` has to be retired with the same tap. */
  | { kind: 'full'; sentence: string; items: readonly LearnedItem[] }
  /** It stands in the list already. */
  | { kind: 'known'; sentence: string; itemId: string }
  /** Learning is frozen, observing, pausing after rejections, or at its bounds for what is inferred. */
  | { kind: 'frozen' | 'observing' | 'paused' | 'limit'; sentence: string; until?: number }
  /** A rule that was not tested, or not with what is here now; or a profile that wants a reason, or forgets nothing. */
  | { kind: 'untested' | 'reason' | 'regulated'; sentence: string }
  /** The ledger does not hold together: nothing may be approved any more. */
  | { kind: 'broken'; sentence: string };
