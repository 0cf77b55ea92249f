import {
  expectedSpeed,
  speedInWords,
  type DeviceCheckRecord,
  type Trial,
} from '../../domain/expected-speed.ts';
import type { CatalogueModel } from '../../domain/model.ts';

/** What a check is doing, or about to do. */
export function trialInWords(trial: Trial | undefined): string {
  switch (trial) {
    case undefined:
      return 'Looking at what there is to measure…';
    case 'processor':
      return 'Trying the processor with a small made-up model…';
    case 'graphics-file':
      return 'Trying the graphics processor with the same model…';
    case 'graphics':
      return 'Measuring the graphics processor…';
  }
}

const gigabyte = 1e9;

/** "A model of 1 GB would write about 8 words a second on the processor, about 60 words a second on the graphics processor." */
export function pacesInWords({ at, paces }: DeviceCheckRecord): string {
  /** Tokens per second by one trial alone; none where it was not made. */
  const speed = (engine: 'webllm' | 'wllama', trial: Trial): number =>
    (paces[trial] && expectedSpeed({ engine, bytes: gigabyte }, { at, paces: { [trial]: paces[trial] } })) ??
    0;
  const places = [
    { name: 'the processor', best: speed('wllama', 'processor') },
    {
      name: 'the graphics processor',
      best: Math.max(speed('wllama', 'graphics-file'), speed('webllm', 'graphics')),
    },
  ];
  const known = places
    .filter(({ best }) => best > 0)
    .map(({ name, best }) => `${speedInWords(best)} on ${name}`);
  return known.length === 0 ? '' : `A model of 1 GB would write ${known.join(', ')}.`;
}

/** Where a model of this engine runs best. */
export function placeInWords(engine: CatalogueModel['engine'], { paces }: DeviceCheckRecord): string {
  const onGraphics =
    engine === 'webllm' ||
    (paces['graphics-file']?.bytesPerSecond ?? 0) > (paces.processor?.bytesPerSecond ?? 0);
  return onGraphics ? 'on the graphics processor' : 'on the processor';
}
