import type { CatalogueModel, EngineName, Fit } from './model.ts';

/** What is tried on a device: a GGUF model on the processor, the same on the graphics processor, web-llm's kind of reading there. */
export type Trial = 'processor' | 'graphics-file' | 'graphics';

/** The time for one token: `tokenMs` whatever the model, and its bytes at this pace. */
export interface Pace {
  bytesPerSecond: number;
  tokenMs: number;
}

/** What was measured on this device, and when. A trial that could not be made is missing. */
export interface DeviceCheckRecord {
  /** Milliseconds since 1970. */
  at: number;
  paces: Partial<Record<Trial, Pace>>;
}

/**
 * web-llm beside plain reading of its weights: the share of the pace that its kernels reach, and what its some hundred
 * dispatches and the way to the page cost per token. From the two models measured on one machine (400 GB/s) in
 * https://arxiv.org/abs/2412.15803: 4.5 GB at 41 tokens a second and 2.15 GB at 71.
 */
const webllmShare = 0.65;
const webllmTokenMs = 5;

/** English prose; https://help.openai.com/en/articles/4936856 says 100 tokens for 75 words. */
const wordsPerToken = 0.75;

/** Words per second that people read: 238 a minute (Brysbaert 2019, doi:10.1016/j.jml.2019.104047). Slower is waiting. */
const readingPace = 238 / 60;

/** Weights between two new values of a speed: one odd answer should not decide. */
const newestWeighs = 0.3;
/** Answers of fewer tokens say more of the start than of the speed. */
const shortestAnswer = 8;

interface Sized {
  engine: EngineName;
  bytes: number;
}

/**
 * Tokens per second that a model should reach here. For each token every weight is read from memory once, and at one
 * request at a time little else takes time: so time ≈ bytes of the model ÷ bytes read per second
 * (https://arxiv.org/abs/2402.16363, section 2). Undefined where its engine was not measured.
 */
export function expectedSpeed({ engine, bytes }: Sized, { paces }: DeviceCheckRecord): number | undefined {
  switch (engine) {
    case 'webllm': {
      const { graphics } = paces;
      if (graphics === undefined) return undefined;
      const bytesPerSecond = graphics.bytesPerSecond * webllmShare;
      return speedAt({ bytesPerSecond, tokenMs: graphics.tokenMs + webllmTokenMs }, bytes);
    }
    case 'wllama': {
      const speeds = [paces.processor, paces['graphics-file']].flatMap((pace) =>
        pace === undefined ? [] : [speedAt(pace, bytes)],
      );
      return speeds.length === 0 ? undefined : Math.max(...speeds);
    }
    default:
      return undefined;
  }
}

const speedAt = ({ bytesPerSecond, tokenMs }: Pace, bytes: number) =>
  1000 / (tokenMs + (bytes / bytesPerSecond) * 1000);

/** Milliseconds per token of two models of different sizes in bytes, the smaller first, as one line. */
export function paceOf(
  small: { bytes: number; tokenMs: number },
  large: { bytes: number; tokenMs: number },
): Pace {
  const perByte = (large.tokenMs - small.tokenMs) / (large.bytes - small.bytes);
  const tokenMs = large.tokenMs - perByte * large.bytes;
  // Noise can hide the difference, or blow it up: then all of the time is put down to the bytes.
  const isPlausible = perByte > 0 && large.tokenMs > 1.1 * small.tokenMs && tokenMs >= 0;
  return isPlausible
    ? { bytesPerSecond: 1000 / perByte, tokenMs }
    : { bytesPerSecond: (large.bytes * 1000) / large.tokenMs, tokenMs: 0 };
}

/** The engine that is quicker here with a model of a common size. Undefined where nothing was measured. */
export function quickerEngine(record: DeviceCheckRecord): CatalogueModel['engine'] | undefined {
  const bytes = 1e9;
  const webllm = expectedSpeed({ engine: 'webllm', bytes }, record);
  const wllama = expectedSpeed({ engine: 'wllama', bytes }, record);
  if (webllm === undefined) return wllama === undefined ? undefined : 'wllama';
  return wllama !== undefined && wllama > webllm ? 'wllama' : 'webllm';
}

/** Whether a model suits this device, once its speed here is known better than by the device's description. */
export function fitMeasured(fit: Fit, model: CatalogueModel, record: DeviceCheckRecord): Fit {
  const speed = expectedSpeed(model, record);
  if (fit.level === 'no' || speed === undefined) return fit;
  const words = speedInWords(speed);
  if (fit.level === 'tight' && fit.doubtful !== true)
    return { level: 'tight', sentence: `${fit.sentence} Expected: ${words}.` };
  return isReadable(speed)
    ? { level: 'good', sentence: `Runs well here: ${words}.` }
    : { level: 'slow', sentence: `Runs slowly here: ${words}.` };
}

const isReadable = (tokensPerSecond: number) => tokensPerSecond * wordsPerToken >= readingPace;

/** "about 12 words a second". */
export function speedInWords(tokensPerSecond: number): string {
  const words = wordsPerSecond(tokensPerSecond);
  if (words === 0) return 'less than one word a second';
  return words === 1 ? 'about one word a second' : `about ${words} words a second`;
}

/** What was expected of a model beside what it did, as one sentence. Empty where neither is known. */
export function speedsInWords(expected: number | undefined, real: number | undefined): string {
  if (real === undefined) return expected === undefined ? '' : `Expected: ${speedInWords(expected)}.`;
  if (expected === undefined) return `Really ${speedInWords(real)}.`;
  const [hoped, came] = [wordsPerSecond(expected), wordsPerSecond(real)];
  if (hoped === 0 || came === 0) return `Expected: ${speedInWords(expected)}; really ${speedInWords(real)}.`;
  return `Expected about ${hoped}, really ${came === 1 ? 'one word' : `${came} words`} a second.`;
}

/** Whole words, and only two figures of what is far beyond reading. */
function wordsPerSecond(tokensPerSecond: number): number {
  const words = tokensPerSecond * wordsPerToken;
  return words < 100 ? Math.round(words) : Number(words.toPrecision(2));
}

/** The real speeds after one more answer; undefined where it says nothing new. */
export function withAnswer(
  speeds: Readonly<Record<string, number>>,
  modelId: string,
  tokens: number,
  tokensPerSecond: number,
): Record<string, number> | undefined {
  if (tokens < shortestAnswer || !(tokensPerSecond > 0) || !Number.isFinite(tokensPerSecond))
    return undefined;
  const before = speeds[modelId];
  const now = before === undefined ? tokensPerSecond : before + newestWeighs * (tokensPerSecond - before);
  return { ...speeds, [modelId]: now };
}
