import { capabilityGrowth } from './capability-growth.ts';
import { drift } from './drift.ts';
import { erosion } from './erosion.ts';
import type { Alarm, History, Watcher } from './history.ts';
import { rewardHacking } from './reward-hacking.ts';
import { runawayLoop } from './runaway-loop.ts';

const watchers: readonly Watcher[] = [drift, rewardHacking, runawayLoop, erosion, capabilityGrowth];

/** What all watchers raise: alarms before watches, the newest first, each key once. It changes nothing. */
export function watch(history: History): Alarm[] {
  const byKey = new Map<string, Alarm>();
  for (const alarm of watchers.flatMap((watcher) => watcher(history)))
    if (!byKey.has(alarm.key)) byKey.set(alarm.key, alarm);
  const rank = { alarm: 0, watch: 1 };
  return [...byKey.values()].sort(
    (a, b) => rank[a.level] - rank[b.level] || b.at - a.at || (a.key < b.key ? -1 : 1),
  );
}
