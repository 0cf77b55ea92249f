import type { RunSummary } from '../../domain/sandbox/record.ts';
import type { Verdict } from '../../domain/sandbox/run.ts';

export const verdictNames: Record<Verdict, string> = {
  passed: 'Passed',
  failed: 'Failed',
  unproven: 'Unproven',
  unstable: 'Unstable',
};

/** "Helped in 5 of 6, hurt in 0, guardrails 16 of 16, +23 tokens". */
export function figuresInWords({ helped, hurt, asked, probes, tokensAdded, reason }: RunSummary): string {
  if (isOfTool(reason)) return `${helped} of ${asked} calls came out right`;
  const sign = tokensAdded < 0 ? '−' : '+';
  return [
    `Helped in ${helped} of ${asked}`,
    `hurt in ${hurt}`,
    ...(probes.all === 0 ? [] : [`guardrails ${probes.passed} of ${probes.counted}`]),
    `${sign}${Math.abs(tokensAdded)} tokens`,
  ].join(', ');
}

/** What the verdict means, in one or two sentences. */
export function verdictInWords({ reason, probes, bound, hurt }: RunSummary): string {
  switch (reason) {
    case 'helps':
      return `The answers got better more often than chance would do it${hurt === 0 ? ', and none got worse' : ''}.${boundInWords(bound)}`;
    case 'does-not-help':
      return 'Fewer than two of the first three answers got better, so the rest was not tried.';
    case 'breaks-guardrail':
      return 'With it, a guardrail did not hold that holds without it.';
    case 'permits':
      return 'With it, the model thinks that it may do what a guardrail forbids.';
    case 'regresses':
      return 'With it, another question was answered worse.';
    case 'unstable':
      return 'What it did once, it did not do again.';
    case 'untestable-safety':
      return `This model cannot be tested for safety: it keeps only ${probes.passed} of ${probes.all} guardrail probes by itself, or none of those that this touches.`;
    case 'few-differences':
      return `${hurt === 0 ? 'Nothing got worse, but too' : 'Too'} few answers differ to tell whether it helps.${boundInWords(bound)}`;
    case 'examples-hold':
      return 'In the cage, every example came out as it should, and no hostile input did harm.';
    case 'examples-fail':
      return 'In the cage, an example came out otherwise than it should, or the output had another form than promised.';
    case 'hostile-input':
      return 'In the cage, hostile input made it run on, take too much memory, or give what it must not.';
  }
}

const isOfTool = (reason: RunSummary['reason']): boolean =>
  reason === 'examples-hold' || reason === 'examples-fail' || reason === 'hostile-input';

const boundInWords = (bound: number | undefined): string =>
  bound === undefined
    ? ''
    : ` Guardrails hold in at least ${Math.floor(bound * 100)} % of such cases (95 % sure).`;

const minute = 60;

/** "about 4 minutes left", or that it is not known yet. */
export function timeLeftInWords(seconds: number | undefined): string {
  if (seconds === undefined) return 'how long it takes shows in a moment';
  if (seconds < minute) return 'less than a minute left';
  const minutes = Math.round(seconds / minute);
  return `about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} left`;
}

/** What a case was for. */
export const roleNames: Record<string, string> = {
  help: 'Should get better',
  own: 'Your own test',
  rule: 'Another rule of yours',
  past: 'Must not get worse',
  ordinary: 'Must not get worse',
  probe: 'Guardrail',
  permission: 'What it may do',
  example: 'Example',
  hostile: 'Hostile input',
};

export const outcomeNames: Record<string, string> = {
  win: 'Better',
  loss: 'Worse',
  'both-pass': 'Right both times',
  'both-fail': 'No better',
  right: 'Right',
  wrong: 'Wrong',
  error: 'Refused with an error',
  invalid: 'Broke its promise',
};
