import { guardrails } from '../../domain/guardrails.ts';
import type { Finding } from '../../domain/screening/report.ts';

/** What a finding does to a proposal. */
export const severityNames: Record<Finding['severity'], string> = {
  block: 'Stopped',
  warn: 'Careful',
  note: 'Note',
};

/** The guardrail that a finding is about, in its own words; undefined where it is about none. */
export function guardrailInWords(finding: Pick<Finding, 'guardrail'>): string | undefined {
  if (finding.guardrail === 'meta') return 'Nothing is learned about learning, the inbox or the guardrails.';
  return guardrails.find(({ id }) => id === finding.guardrail)?.sentence;
}

/** The words that it is about: “as needed”, “skip”. Each once. */
export const wordsInQuotes = (words: readonly string[]): string =>
  [...new Set(words)].map((word) => `“${word}”`).join(', ');
