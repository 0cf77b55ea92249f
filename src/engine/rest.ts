/** The parts of the browser that tell whether the device should rest. */
export interface RestDeps {
  document: Pick<Document, 'visibilityState'>;
  /** Not in every browser. */
  navigator: { getBattery?: () => Promise<{ charging: boolean; level: number }> };
}

/** Below this share of a full battery, work that nobody waits for is left for later. */
const low = 0.3;

/** Why the device should rest now, as a sentence, or undefined. */
export function createRest({ document, navigator }: RestDeps): () => Promise<string | undefined> {
  return async () => {
    if (document.visibilityState === 'hidden') return 'Assent is in the background.';
    const battery = await navigator.getBattery?.().catch(() => undefined);
    return battery !== undefined && !battery.charging && battery.level < low
      ? 'The battery is low.'
      : undefined;
  };
}
