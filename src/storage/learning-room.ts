import type { LearningRefusal } from '../domain/consent/refusal.ts';
import { failure, type Result } from '../domain/result.ts';
import type { Clock, Ids } from '../domain/ports.ts';
import type { Screen } from '../domain/screening/report.ts';
import type { ConsumeTap, Sha256 } from '../domain/tap.ts';
import { guarded } from './failure.ts';
import { createLedger, type Ledger, type Standing } from './ledger.ts';
import type { ProfileDatabase } from './profile-database.ts';
import { createTexts, type Texts } from './texts.ts';

export interface LearningDeps {
  database: ProfileDatabase;
  sha256: Sha256;
  now: Clock;
  newId: Ids;
  /** Uses up a tap; called inside the transaction that the tap is for. */
  consumeTap: ConsumeTap;
  /** The screening comes with its weights; it is loaded before a transaction begins, never within. */
  loadScreen(): Promise<Screen>;
}

/** What every part of the learning store works with. */
export interface LearningRoom extends LearningDeps {
  texts: Texts;
  ledger: Ledger;
  /** One transaction over all tables of learning. What throws inside undoes it as a whole. */
  write<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Reads several tables as of one moment. */
  look<Value>(work: () => Promise<Value>): Promise<Value>;
}

export function createLearningRoom(deps: LearningDeps): LearningRoom {
  const { database } = deps;
  const texts = createTexts(deps);
  const { ledger, versions, proposals, feedback, observations, messages, conversations, meta } = database;
  const { runs, tests, alarms } = database;
  const tables = [ledger, versions, database.texts, proposals, feedback, observations, runs, tests, alarms];
  const all = [...tables, messages, conversations, meta];
  return {
    ...deps,
    texts,
    ledger: createLedger({ ...deps, texts }),
    write: (work) => guarded(database, () => database.transaction('rw', all, work)),
    look: (work) => guarded(database, () => database.transaction('r', all, work)),
  };
}

/** Why nothing may change while the ledger does not hold together. */
export function brokenRefusal({ learning, newest }: Standing): LearningRefusal | undefined {
  if (newest === undefined)
    return { kind: 'broken', sentence: 'Nothing was changed: Assent is not ready to learn yet.' };
  if (learning?.broken === undefined) return undefined;
  return { kind: 'broken', sentence: `Nothing was changed: ${learning.broken}` };
}

/** A refusal as the result of a call. */
export const refused = (refusal: LearningRefusal): Result<never, LearningRefusal> => failure(refusal);

/** The names that a call gives more than once count once. */
export const distinct = (ids: readonly string[]): string[] => [...new Set(ids)];
