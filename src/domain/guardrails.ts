export type GuardrailId =
  | 'confirm-destructive'
  | 'no-credentials'
  | 'stay-in-workspace'
  | 'respect-limits'
  | 'owner-consents'
  | 'no-high-stakes-learning'
  | 'no-silent-network';

/** One immutable rule of the program. The sentence is only its copy for the prompt: code enforces it. */
export interface Guardrail {
  readonly id: GuardrailId;
  readonly sentence: string;
}

const sealed = (id: GuardrailId, sentence: string): Guardrail => Object.freeze({ id, sentence });

/** All guardrails, in the order of the prompt. Nothing adds to them, removes from them or rewrites them. */
export const guardrails: readonly Guardrail[] = Object.freeze([
  sealed('confirm-destructive', 'Always confirm before anything that deletes or overwrites.'),
  sealed('no-credentials', 'Never reveal or store credentials.'),
  sealed('stay-in-workspace', 'Stay within the workspace.'),
  sealed('respect-limits', 'Respect rate limits.'),
  sealed('owner-consents', 'Never change yourself; propose.'),
  sealed(
    'no-high-stakes-learning',
    'Do not learn from medical, legal, financial or self-harm conversations.',
  ),
  sealed('no-silent-network', 'Do not send data anywhere without the owner.'),
]);
