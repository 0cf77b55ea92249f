import type { EngineError } from '../domain/engine-error.ts';
import { fitOf } from '../domain/fit.ts';
import type { Progress } from '../domain/generation.ts';
import type { CatalogueModel, DeviceFacts, Fit, InstalledModel } from '../domain/model.ts';

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
