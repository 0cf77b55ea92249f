import type { DeviceCheckRecord } from './expected-speed.ts';
import type { CatalogueModel } from './model.ts';

export type Appearance = 'system' | 'light' | 'dark';

export interface Settings {
  appearance: Appearance;
  /** The model that loads by itself at the next start. */
  activeModelId: string | null;
  /** The person agreed to use the model that the browser provides. */
  browserModelAllowed: boolean;
  /** Models that the person added by their address, the newest last. */
  addedModels: readonly CatalogueModel[];
  /** Signatures of recurring needs that a tool was drafted for, or none was wanted for: not asked about again. */
  askedNeeds: readonly string[];
  /** What "Check this device" measured last. */
  deviceCheck: DeviceCheckRecord | null;
  /** Tokens per second of real answers by model id, the newest weighing most. */
  realSpeeds: Readonly<Record<string, number>>;
}

export const defaultSettings: Settings = {
  appearance: 'system',
  activeModelId: null,
  browserModelAllowed: false,
  addedModels: [],
  askedNeeds: [],
  deviceCheck: null,
  realSpeeds: {},
};
