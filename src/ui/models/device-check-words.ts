import type { DeviceCheckRecord, Trial } from '../../domain/expected-speed.ts';
import type { CatalogueModel } from '../../domain/model.ts';
import { sizeInWords } from '../words.ts';

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

/** "The graphics processor reads 180 GB of a model a second, the processor 2.1 GB." */
export function pacesInWords({ paces }: DeviceCheckRecord): string {
  const pace = (bytesPerSecond: number) => sizeInWords(bytesPerSecond);
  const graphics = [paces.graphics, paces['graphics-file']].flatMap((found) => found?.bytesPerSecond ?? []);
  const processor = paces.processor?.bytesPerSecond;
  if (graphics.length === 0) {
    return processor === undefined ? '' : `The processor reads ${pace(processor)} of a model a second.`;
  }
  const first = `The graphics processor reads ${pace(Math.max(...graphics))} of a model a second`;
  return processor === undefined ? `${first}.` : `${first}, the processor ${pace(processor)}.`;
}

/** Where a model of this engine runs best. */
export function placeInWords(engine: CatalogueModel['engine'], { paces }: DeviceCheckRecord): string {
  const onGraphics =
    engine === 'webllm' ||
    (paces['graphics-file']?.bytesPerSecond ?? 0) > (paces.processor?.bytesPerSecond ?? 0);
  return onGraphics ? 'on the graphics processor' : 'on the processor';
}
