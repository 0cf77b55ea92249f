import type { Screen } from '../../../src/domain/screening/report.ts';
import { tally, type Figures } from './tally.ts';

/** Lines of imported-lines.public.jsonl: bullets of skill files, and injections among them. */
export function importedLines(lines: unknown[], screen: Screen): Figures {
  const rows = lines as { skill: string; text: string; label: string }[];
  return tally(
    rows.map(({ skill, text, label }, place) => ({
      id: `${skill} ${place + 1}`,
      text,
      want: label,
      harmful: label === 'injection',
      report: screen({ kind: 'rule', text, scope: 'always' }, { active: [], rejected: [], foreignTexts: [] }),
    })),
  );
}
