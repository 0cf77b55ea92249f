import type { LearningRefusal } from '../domain/consent/refusal.ts';
import type { VerifyReport } from '../domain/ports-learning.ts';
import type { LearningStore } from '../domain/ports-learning.ts';
import type { AuditTrail, Insight, InsightsStore, RaisedAlarm } from '../domain/ports-insights.ts';
import type { Clock } from '../domain/ports.ts';
import type { Result } from '../domain/result.ts';
import { LiveValue } from './live-value.svelte.ts';

export interface InsightsDeps {
  store: Promise<LearningStore & InsightsStore>;
  clock: Clock;
  /** Whether the model in use is on another device. */
  sends(): boolean;
  report(problem: unknown): void;
}

/** The watchers look by themselves at most this often, in milliseconds. */
const lookEveryMs = 10 * 60_000;

/** Looking back: what the watchers see, the week in words, and everything that happened. Changes nothing by itself. */
export class Insights {
  readonly #deps: InsightsDeps;
  #alarms: LiveValue<RaisedAlarm[]> | undefined;
  #insight = $state.raw<Insight>();
  #verified = $state.raw<{ at: number; report: VerifyReport }>();
  #lookedAt = -Infinity;

  constructor(deps: InsightsDeps) {
    this.#deps = deps;
    deps.store.catch(() => {});
    this.#alarms = new LiveValue(deps.store.then((store) => store.alarms()));
  }

  /** Newest first. */
  get alarms(): readonly RaisedAlarm[] {
    return this.#alarms?.current ?? [];
  }

  /** Those that the person has not answered. */
  get openAlarms(): readonly RaisedAlarm[] {
    return this.alarms.filter(({ acknowledged }) => acknowledged === undefined);
  }

  /** What was seen when the watchers last looked. */
  get insight(): Insight | undefined {
    return this.#insight;
  }

  /** The last full check since the app was opened. */
  get verified(): { at: number; report: VerifyReport } | undefined {
    return this.#verified;
  }

  /** Lets the watchers look at everything now, and keeps what they raise. */
  async look(): Promise<Insight> {
    const store = await this.#deps.store;
    this.#lookedAt = this.#deps.clock();
    const insight = await store.look(this.#deps.sends());
    await store.raise(insight.alarms);
    this.#insight = insight;
    return insight;
  }

  /** The same, if they have not looked for a while. What goes wrong is reported and tried again later. */
  async lookNowAndThen(): Promise<void> {
    if (this.#deps.clock() - this.#lookedAt < lookEveryMs) return;
    await this.look().catch((problem: unknown) => this.#deps.report(problem));
  }

  async acknowledge(key: string, reason: string): Promise<Result<void, LearningRefusal>> {
    return (await this.#deps.store).acknowledge(key, reason);
  }

  /** The report on a stretch, as Markdown. `from` and `to` in milliseconds since 1970. */
  async weekly(from: number, to: number, formatDay: (at: number) => string): Promise<string> {
    const source = await (await this.#deps.store).reportSource(from, to);
    const { at, report } = this.#verified ?? {};
    const verified =
      at === undefined || report === undefined ? undefined : { at, problems: report.problems.length };
    const { weeklyReport } = await import('../domain/report/weekly-report.ts');
    return weeklyReport({ ...source, formatDay, verified });
  }

  async auditTrail(): Promise<AuditTrail> {
    return (await this.#deps.store).auditTrail();
  }

  /** Checks the whole record. A problem stops learning. */
  async verify(): Promise<VerifyReport> {
    const report = await (await this.#deps.store).verify();
    this.#verified = { at: this.#deps.clock(), report };
    return report;
  }
}
