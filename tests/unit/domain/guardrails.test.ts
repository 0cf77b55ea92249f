import { describe, expect, it } from 'vitest';
import { basePrompt } from '../../../src/domain/base-prompt.ts';
import { guardrails } from '../../../src/domain/guardrails.ts';
import { estimateTokens } from '../../../src/domain/token-estimate.ts';

describe('guardrails', () => {
  it('are these seven, sealed', () => {
    expect(guardrails.map(({ id, sentence }) => `${id}: ${sentence}`)).toMatchInlineSnapshot(`
      [
        "confirm-destructive: Always confirm before anything that deletes or overwrites.",
        "no-credentials: Never reveal or store credentials.",
        "stay-in-workspace: Stay within the workspace.",
        "respect-limits: Respect rate limits.",
        "owner-consents: Never change yourself; propose.",
        "no-high-stakes-learning: Do not learn from medical, legal, financial or self-harm conversations.",
        "no-silent-network: Do not send data anywhere without the owner.",
      ]
    `);
    expect(Object.isFrozen(guardrails) && guardrails.every((guardrail) => Object.isFrozen(guardrail))).toBe(
      true,
    );
  });

  it('leave a small model its room, with the base prompt', () => {
    expect(estimateTokens(basePrompt + guardrails.map(({ sentence }) => sentence).join('\n'))).toBeLessThan(
      200,
    );
  });
});
