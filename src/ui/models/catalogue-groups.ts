import type { App } from '../../app/app.ts';
import type { ModelEntry } from '../../app/models.svelte.ts';
import { recommend } from '../../domain/fit.ts';
import { isAdded } from '../../domain/model-address.ts';
import type { CatalogueModel } from '../../domain/model.ts';

export interface CatalogueGroups {
  recommended: ModelEntry | undefined;
  tiers: { name: string; entries: ModelEntry[] }[];
  unfit: ModelEntry[];
}

const order = { good: 0, slow: 1, tight: 2, no: 3 };

/** Downloads of these sizes feel alike. In bytes. */
const smallest = 600e6;
const balanced = 1.6e9;

/** What is offered for download, in the order it is shown. What is on the device is listed elsewhere. */
export function groupCatalogue(
  entries: readonly ModelEntry[],
  installedIds: ReadonlySet<string>,
  quicker?: CatalogueModel['engine'],
): CatalogueGroups {
  const best = recommended(entries, quicker);
  const offered = withoutTwins(entries).filter(
    ({ model }) => !installedIds.has(model.id) && model.id !== best?.model.id,
  );
  const fit = offered
    .filter((entry) => entry.fit.level !== 'no')
    .toSorted((one, other) => one.model.bytes - other.model.bytes);
  const tiers = [
    { name: 'Small and quick', entries: fit.filter(({ model }) => model.bytes <= smallest) },
    {
      name: 'Balanced',
      entries: fit.filter(({ model }) => model.bytes > smallest && model.bytes <= balanced),
    },
    { name: 'Best answers', entries: fit.filter(({ model }) => model.bytes > balanced) },
  ];
  return {
    recommended: best !== undefined && !installedIds.has(best.model.id) ? best : undefined,
    tiers: tiers.filter((tier) => tier.entries.length > 0),
    unfit: offered.filter((entry) => entry.fit.level === 'no'),
  };
}

type Here = Pick<App, 'models' | 'deviceCheck'>;

/** The catalogue as it stands, as far as this device is known by now. Undefined until it is here. */
function entriesHere({ models: { catalogue }, deviceCheck }: Here): readonly ModelEntry[] | undefined {
  if (catalogue.kind !== 'ready') return undefined;
  return deviceCheck.current?.judge(catalogue.entries) ?? catalogue.entries;
}

/** It in groups, without what was added by address. */
export function groupsHere(here: Here): CatalogueGroups | undefined {
  const installed = new Set(here.models.installed.map(({ id }) => id));
  const entries = entriesHere(here)?.filter(({ model }) => !isAdded(model));
  return entries && groupCatalogue(entries, installed, here.deviceCheck.current?.quicker);
}

/** The first model to try. `quicker` is the engine that proved quicker on this device, where that was measured. */
export const recommended = (
  entries: readonly ModelEntry[],
  quicker?: CatalogueModel['engine'],
): ModelEntry | undefined => recommend(withoutTwins(entries), quicker);

/** The same, for the catalogue as it stands and what is known of this device by now. */
export function bestHere(here: Here): ModelEntry | undefined {
  const entries = entriesHere(here);
  return entries && recommended(entries, here.deviceCheck.current?.quicker);
}

/** Builds of one model for different processors share a name: only the one that suits this device best is offered. */
function withoutTwins(entries: readonly ModelEntry[]): ModelEntry[] {
  const byName = new Map<string, ModelEntry>();
  for (const entry of entries) {
    const rival = byName.get(entry.model.name);
    if (rival === undefined || isBetter(entry, rival)) byName.set(entry.model.name, entry);
  }
  return [...byName.values()];
}

function isBetter(entry: ModelEntry, rival: ModelEntry): boolean {
  if (entry.state.kind !== 'absent' || rival.state.kind !== 'absent') return rival.state.kind === 'absent';
  const difference = order[entry.fit.level] - order[rival.fit.level];
  return difference < 0 || (difference === 0 && entry.model.vramBytes < rival.model.vramBytes);
}
