import type { EngineError } from '../domain/engine-error.ts';
import type { Progress } from '../domain/generation.ts';
import { sendsAway } from '../domain/leaving.ts';
import type { CatalogueModel, InstalledModel, Model } from '../domain/model.ts';
import type { ModelEntry } from './model-entries.ts';

export type CatalogueState =
  | { kind: 'loading' }
  /** `problem`: what of the list was left out, as a sentence. */
  | { kind: 'ready'; entries: ModelEntry[]; problem?: string }
  /** The models that were added by address are offered all the same. */
  | { kind: 'failed'; error: EngineError; entries: ModelEntry[] };

export type AddingState = { kind: 'idle' } | { kind: 'looking' } | { kind: 'failed'; error: EngineError };

export type ActiveState =
  | { kind: 'none' }
  | { kind: 'loading'; model: Model; progress: Progress }
  | { kind: 'ready'; model: Model }
  /** `error.kind` is `busy-other-tab` where another tab leads: offer "Take over" (`chat.takeOver()`). */
  | { kind: 'failed'; model: Model; error: EngineError; smaller?: CatalogueModel | InstalledModel }
  /** Not loaded by itself after a crash: "Load anyway" is `use(model.id)`. */
  | { kind: 'held'; model: Model; sentence: string; smaller?: CatalogueModel | InstalledModel };

/** Whether all that is in a prompt leaves this device with the model in use. */
export const activeSends = (active: ActiveState): boolean => 'model' in active && sendsAway(active.model);

export type ImportState =
  { kind: 'idle' } | { kind: 'copying'; progress: Progress } | { kind: 'failed'; error: EngineError };

export type ConnectionState =
  | { kind: 'idle' }
  | { kind: 'connecting' }
  | { kind: 'connected'; address: string }
  | { kind: 'failed'; error: EngineError };

/** The model that an answer would come from. */
export type ChosenModel =
  { kind: 'model'; model: Model } | { kind: 'none' } | { kind: 'held'; sentence: string };

export const waiting: Progress = { phase: 'waiting', fraction: undefined };

/** The browser's own model. Its context is what Chrome's allows, rounded down. */
export const browserModel: Model = {
  id: 'browser',
  name: 'Your browser’s model',
  engine: 'browser',
  context: 8192,
};
