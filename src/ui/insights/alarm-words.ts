import type { Alarm, AlarmFigure, WatchedProposal } from '../../domain/watching/history.ts';
import { itemSentence } from '../../domain/report/audit-trail.ts';

export const levelInWords: Record<Alarm['level'], string> = {
  watch: 'Worth a look',
  alarm: 'Wants a decision',
};

const remedies: Record<Alarm['remedy'], { words: string; href: string }> = {
  restore: { words: 'Restore a version', href: '#/memory' },
  retire: { words: 'Retire a rule', href: '#/memory' },
  freeze: { words: 'Freeze learning', href: '#/settings' },
};

/** Where the person can do something about it. Following the link changes nothing yet. */
export const remedyOf = ({
  kind,
  remedy,
}: Pick<Alarm, 'kind' | 'remedy'>): { words: string; href: string } =>
  kind === 'capability-overhang' ? { words: 'Retire a tool', href: '#/memory' } : remedies[remedy];

/** "Probes lost: 3 (alarm from 2)". */
export const figureInWords = ({ name, value, threshold }: AlarmFigure): string =>
  `${name}: ${rounded(value)} (alarm from ${rounded(threshold)})`;

const rounded = (value: number) => String(Math.round(value * 100) / 100);

const longest = 90;

/** What a proposal says, cut where it is long. Unknown or forgotten: that there is one. */
export function proposalInWords(proposal: Pick<WatchedProposal, 'kind' | 'text'> | undefined): string {
  if (proposal === undefined || proposal.text === '') return 'A proposal whose words were forgotten';
  const words = [...itemSentence({ ...proposal, scope: 'always' })];
  return words.length <= longest ? words.join('') : `${words.slice(0, longest - 1).join('')}…`;
}
