import type { VerifyReport } from '../domain/ports-learning.ts';
import type { Insight } from '../domain/ports-insights.ts';
import { insightOf } from './insights-thread.ts';
import { ProfileDatabase } from './profile-database.ts';
import { sha256 } from './sha256.ts';
import { verifyRows, type LearningRows } from './verify.ts';

/** What the page may ask of the verifying thread. */
export interface VerifyThread {
  verify(profileId: string): Promise<VerifyReport>;
  /** The whole history in figures, and what the watchers make of it. `now` in milliseconds since 1970; `sends` as in `History`. */
  insight(profileId: string, now: number, sends: boolean): Promise<Insight>;
}

/** Reads all of one profile's learning as of one moment, and checks it. */
export const verifyThread: VerifyThread = {
  insight: insightOf,

  async verify(profileId) {
    const database = new ProfileDatabase(profileId, { onClosed: () => undefined });
    try {
      return verifyRows(await readLearning(database), sha256);
    } finally {
      database.closeFor('lost');
    }
  },
};

/** All rows of learning, as of one moment. */
export function readLearning(database: ProfileDatabase): Promise<LearningRows> {
  const { ledger, versions, texts, proposals, feedback, runs, tests, alarms, meta } = database;
  return database.transaction(
    'r',
    [ledger, versions, texts, proposals, feedback, runs, tests, alarms, meta],
    async () => {
      const [head, learning] = [await meta.get('head'), await meta.get('learning')];
      return {
        ledger: await ledger.toArray(),
        versions: await versions.toArray(),
        texts: await texts.toArray(),
        proposals: await proposals.toArray(),
        feedback: await feedback.toArray(),
        runs: await runs.toArray(),
        tests: await tests.toArray(),
        alarms: await alarms.toArray(),
        head: head?.key === 'head' ? head.value : undefined,
        learning: learning?.key === 'learning' ? learning.value : undefined,
      };
    },
  );
}
