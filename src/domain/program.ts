import { basePrompt } from './base-prompt.ts';
import { canonicalJson } from './canonical-json.ts';
import { guardrails } from './guardrails.ts';
import type { Sha256 } from './tap.ts';

/** What is constant in one build of this program. */
export interface Program {
  /** Names the build: another build has another one. */
  build: string;
  guardrailHash: string;
  baseHash: string;
}

/** The hash of the guardrails, in their order. */
export const guardrailHash = (sha256: Sha256): string =>
  sha256(canonicalJson(guardrails.map(({ id, sentence }) => ({ id, sentence }))));

export const baseHash = (sha256: Sha256): string => sha256(basePrompt);

/** False if the running constants are not those of the build. This finds corruption, not an attacker. */
export function isIntact(program: Program, sha256: Sha256): boolean {
  return program.guardrailHash === guardrailHash(sha256) && program.baseHash === baseHash(sha256);
}
