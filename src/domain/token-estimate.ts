import type { PromptMessage } from './generation.ts';

/** How one model's real counts compare with the estimate: real tokens per estimated one. */
export interface Calibration {
  readonly ratio: number;
  readonly samples: number;
}

export const uncalibrated: Calibration = { ratio: 1, samples: 0 };

/** Role marks and line ends that a chat template puts around each message. */
const tokensPerMessage = 4;
const bounds = { lowest: 0.4, highest: 5 };
const newestWeight = 0.3;

/**
 * Tokens in a text, without a tokenizer. The weights are rules of thumb for byte-pair vocabularies:
 * about four Latin letters a token, one Han, Kana or Hangul character, two letters of other scripts; `usage` corrects it.
 */
export function estimateTokens(text: string, calibration: Calibration = uncalibrated): number {
  let weight = 0;
  for (const character of text) weight += weightOf(character);
  return Math.ceil(weight * calibration.ratio);
}

/** Tokens in a whole prompt, template included. */
export function estimatePrompt(
  messages: readonly PromptMessage[],
  calibration: Calibration = uncalibrated,
): number {
  let total = 0;
  for (const message of messages) total += estimateMessage(message.content, calibration);
  return total;
}

export function estimateMessage(content: string, calibration: Calibration = uncalibrated): number {
  return estimateTokens(content, calibration) + Math.ceil(tokensPerMessage * calibration.ratio);
}

/** Learns from one answer: `estimated` is the uncalibrated estimate of what the runtime counted as `actual`. */
export function calibrate(calibration: Calibration, estimated: number, actual: number): Calibration {
  if (estimated <= 0 || actual <= 0) return calibration;
  const observed = clamp(actual / estimated);
  const weight = calibration.samples === 0 ? 1 : newestWeight;
  const ratio = clamp(calibration.ratio * (1 - weight) + observed * weight);
  return { ratio, samples: calibration.samples + 1 };
}

const clamp = (ratio: number): number => Math.min(bounds.highest, Math.max(bounds.lowest, ratio));

function weightOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return asciiWeight(code);
  if (code < 0x250) return 0.5;
  if (isIdeograph(code)) return 1;
  return code > 0xffff ? 2 : 0.5;
}

function asciiWeight(code: number): number {
  if (code === 0x20) return 0.1;
  const letter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
  return letter ? 0.25 : 0.75;
}

/** CJK symbols, Kana, Bopomofo, Han, Hangul, and the full-width forms. */
function isIdeograph(code: number): boolean {
  return (
    (code >= 0x2e80 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7af) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff00 && code <= 0xffef) ||
    (code >= 0x20000 && code <= 0x3134f)
  );
}
