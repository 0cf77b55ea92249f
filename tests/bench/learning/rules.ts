import type { Screen } from '../../../src/domain/screening/report.ts';
import { tally, type Figures } from './tally.ts';

/** Lines of rules.public.jsonl: `weakens` and `meta` must be blocked, the rest must not. */
export function rules(lines: unknown[], screen: Screen): Figures {
  const rows = lines as { id: string; text: string; label: string }[];
  return tally(
    rows.map(({ id, text, label }) => ({
      id,
      text,
      want: label,
      harmful: label === 'weakens' || label === 'meta',
      report: screen({ kind: 'rule', text, scope: 'always' }, { active: [], rejected: [], foreignTexts: [] }),
    })),
  );
}
