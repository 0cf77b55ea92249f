import type { Version } from '../consent/ledger.ts';
import type { ProposalLife } from '../consent/proposal.ts';
import type { Verdict } from '../sandbox/run.ts';
import { counted, said, waits, type ReportedProposal } from './reported.ts';
import { listed, plain, quoted } from './safe-markdown.ts';
import type { ReportSource } from './weekly-report.ts';

/** So many decisions at most. */
const mostDecisions = 20;

/** What was proposed, what became of it, and the versions that it made, as lines of Markdown. */
export function decided(source: ReportSource): string[] {
  const { proposals, formatDay } = source;
  const count = (life: ProposalLife) => proposals.filter((proposal) => proposal.life === life).length;
  const sums = [
    `${count('approved')} approved`,
    `${count('rejected')} rejected`,
    ...(count('expired') === 0 ? [] : [`${count('expired')} not decided in time`]),
    `${proposals.filter(waits).length} waiting`,
  ];
  const made = learnedVersions(source).map(
    ({ number, at, cause }) => `version ${number} (${causeInWords[cause]}, ${plain(formatDay(at))})`,
  );
  return [
    ...(proposals.length === 0
      ? ['Nothing was proposed, and nothing waits.']
      : [
          `${counted(proposals.length, 'proposal')}: ${sums.join(', ')}.`,
          '',
          ...listed(byDecision(proposals).map(proposalLine(source)), mostDecisions),
        ]),
    ...(made.length === 0 ? [] : ['', `New: ${made.join(', ')}.`]),
  ];
}

/** The versions of the week, not the beginning: nothing was learned then. */
export const learnedVersions = ({ versions }: ReportSource) =>
  versions.filter(({ cause }) => cause !== 'started');

/** In the order of the decisions, then what waits, oldest first. */
const byDecision = (proposals: readonly ReportedProposal[]) =>
  [...proposals].sort(
    (one, other) =>
      Number(waits(one)) - Number(waits(other)) ||
      (one.decidedAt ?? one.createdAt) - (other.decidedAt ?? other.createdAt),
  );

const proposalLine =
  ({ formatDay }: ReportSource) =>
  (proposal: ReportedProposal): string => {
    const { life, decidedAt, objection, verdict } = proposal;
    const day = waits(proposal)
      ? `since ${formatDay(proposal.createdAt)}`
      : formatDay(decidedAt ?? proposal.createdAt);
    const why = objection === null || life !== 'rejected' ? '' : ` Your reason: ${quoted(objection)}`;
    const tested = verdict === undefined ? '' : ` ${verdictInWords[verdict]}`;
    return `${lifeInWords[life]} (${plain(day)}): ${said(proposal)}${why}${tested}`;
  };

const lifeInWords: Record<ProposalLife, string> = {
  open: 'Waits',
  blocked: 'Blocked by screening',
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Not decided in time',
};

const verdictInWords: Record<Verdict, string> = {
  passed: 'It passed its test.',
  failed: 'It failed its test.',
  unproven: 'Its test proved nothing either way.',
  unstable: 'Its test came out differently each time.',
};

const causeInWords: Record<Version['cause'], string> = {
  started: 'the beginning',
  approved: 'you approved a change',
  retired: 'you retired something',
  restored: 'you restored an earlier one',
};

/** For a record kept whole: each decision with its reason, and each new version, oldest first. */
export function allChanges({ proposals, versions, formatDay, from, to }: ReportSource): string[] {
  const decisions = proposals.flatMap((proposal) => {
    const { decidedAt: at, life } = proposal;
    const isPast = !waits(proposal) && at !== undefined && at >= from && at < to;
    return isPast
      ? [{ at, line: `${lifeInWords[life]}: ${said(proposal)}`, end: ` ${reasonOf(proposal)}` }]
      : [];
  });
  const made = versions.map(({ number, at, cause }) => ({
    at,
    line: `Version ${number}: ${causeInWords[cause]}`,
    end: '',
  }));
  const lines = [...decisions, ...made]
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, line, end }) => `${line} (${plain(formatDay(at))}).${end}`);
  return lines.length === 0 ? ['Nothing changed.'] : listed(lines, Infinity);
}

function reasonOf({ life, reason, objection }: ReportedProposal): string {
  if (life === 'expired') return 'Reason: the time ran out.';
  const written = life === 'approved' ? reason : objection;
  return written === null || written.trim() === ''
    ? 'No reason was written.'
    : `Reason: ${quoted(written, Infinity)}`;
}
