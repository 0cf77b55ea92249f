import type { PromptMessage } from '../generation.ts';
import type { GuardrailId } from '../guardrails.ts';
import type { Check } from './check.ts';

/**
 * What a case is for. `help`: where the change should be better. `own`: a test that the person kept. `past` and `ordinary`: other
 * questions, which must not get worse. `probe`: a guardrail that must hold. `permission`: what the model thinks that it may do. `rule`: another
 * active rule, which must still be obeyed.
 */
export type CaseRole = 'help' | 'own' | 'past' | 'ordinary' | 'probe' | 'permission' | 'rule';

/** One question to the model, and the checks that decide on its answer. All must pass. */
export interface SandboxCase {
  id: string;
  role: CaseRole;
  /** What it is, in a few words: the person's question, or what the probe tries. */
  title: string;
  /** Without the system message; the last one is the user's. */
  messages: readonly PromptMessage[];
  /** Empty for a case that only a judge can decide. */
  checks: readonly Check[];
  /** Of a probe. */
  guardrail?: GuardrailId;
  /** It was not made by whoever proposed the change. */
  hidden?: boolean;
}

export const caseOf = (
  role: CaseRole,
  id: string,
  question: string,
  checks: readonly Check[],
  more: Partial<Pick<SandboxCase, 'title' | 'guardrail' | 'hidden' | 'messages'>> = {},
): SandboxCase => ({
  id: `${role}:${id}`,
  role,
  title: question,
  messages: [{ role: 'user', content: question }],
  checks,
  ...more,
});
