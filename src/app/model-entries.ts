import type { EngineError } from '../domain/engine-error.ts';
import { fitOf } from '../domain/fit.ts';
import type { Progress } from '../domain/generation.ts';
import type { CatalogueModel, DeviceFacts, Fit, InstalledModel, Model } from '../domain/model.ts';

export type EntryState =
  | { kind: 'absent' }
  | { kind: 'downloading'; progress: Progress }
  /** A part of it is here: so many bytes. */
  | { kind: 'paused'; bytes: number }
  | { kind: 'installed' }
  /** `bytes` are here, from which a next try goes on. */
  | { kind: 'failed'; error: EngineError; bytes: number };

export interface ModelEntry {
  model: CatalogueModel;
  fit: Fit;
  state: EntryState;
}

/** What is under way, by the model's id. */
export type Downloads = Readonly<Record<string, EntryState>>;

/** The catalogue as this device sees it. */
export function entriesOf(
  models: readonly CatalogueModel[],
  facts: DeviceFacts,
  installed: readonly InstalledModel[],
  downloads: Downloads,
): ModelEntry[] {
  const here = new Set(installed.map(({ id }) => id));
  return models.map((model) => ({
    model,
    fit: fitOf(model, facts),
    state: here.has(model.id) ? { kind: 'installed' } : (downloads[model.id] ?? { kind: 'absent' }),
  }));
}

/** The next smaller model: one that is here already before one that has to be fetched. Undefined for models that run elsewhere. */
export function smallerThan(
  model: Model,
  installed: readonly InstalledModel[],
  entries: readonly ModelEntry[],
): CatalogueModel | InstalledModel | undefined {
  if (!('bytes' in model)) return undefined;
  const here = installed.flatMap((other) => ('bytes' in other ? [other] : []));
  const fitting = entries.filter(({ fit }) => fit.level === 'good' || fit.level === 'slow');
  return (
    largestBelow(model.bytes, here) ??
    largestBelow(
      model.bytes,
      fitting.map((entry) => entry.model),
    )
  );
}

function largestBelow<Sized extends { bytes: number }>(
  bytes: number,
  models: readonly Sized[],
): Sized | undefined {
  const smaller = models.filter((model) => model.bytes < bytes);
  return smaller.toSorted((one, other) => other.bytes - one.bytes)[0];
}
