/** What looking back needs from storage. */
import type { LedgerEntry } from './consent/ledger.ts';
import type { LearningRefusal } from './consent/refusal.ts';
import type { Live } from './ports.ts';
import type { AuditTextOf } from './report/audit-trail.ts';
import type { ReportSource } from './report/weekly-report.ts';
import type { Result } from './result.ts';
import type { Alarm, History } from './watching/history.ts';

/** An alarm as it was raised, and what the person said of it. */
export interface RaisedAlarm extends Alarm {
  raisedAt: number;
  acknowledged?: { at: number; reason: string | null };
}

/** The whole history in figures, and what the watchers make of it. */
export interface Insight {
  history: History;
  alarms: readonly Alarm[];
}

/** The whole ledger, oldest first, with the words that it speaks of as far as they were not forgotten. */
export interface AuditTrail {
  entries: readonly LedgerEntry[];
  textOf: AuditTextOf;
}

export interface InsightsStore {
  /** Reads the whole profile in a thread of its own. `sends`: the model in use is on another device. */
  look(sends: boolean): Promise<Insight>;
  /** Keeps alarms that are new, each with an entry in the ledger. How many were. */
  raise(alarms: readonly Alarm[]): Promise<number>;
  /** Newest first, acknowledged ones included. */
  alarms(): Live<RaisedAlarm[]>;
  acknowledge(key: string, reason: string): Promise<Result<void, LearningRefusal>>;
  auditTrail(): Promise<AuditTrail>;
  /** What a report on this stretch is made of, but for how days are written. */
  reportSource(from: number, to: number): Promise<Omit<ReportSource, 'formatDay' | 'verified'>>;
}
