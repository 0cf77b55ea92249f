import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import type { InstantIntent } from '../../../../src/domain/tools/instant.ts';
import type { InstantContext } from '../../../../src/tools/instant/context.ts';
import { createInstantReader } from '../../../../src/tools/instant/read.ts';

/** Wednesday 11 March 2026, 14:30 UTC: the United States have put their clocks forward, Europe has not. */
export const now = Date.UTC(2026, 2, 11, 14, 30);
const day = 86_400_000;

const american: InstantContext = { now, timeZone: 'America/New_York', locale: 'en-US', preferences: {} };

/** The people of the corpora, by the first column. */
export const settings: Readonly<Record<string, InstantContext>> = {
  us: american,
  uk: { now, timeZone: 'Europe/London', locale: 'en-GB', preferences: {} },
  de: { now, timeZone: 'Europe/Berlin', locale: 'de-DE', preferences: { units: 'metric', currency: 'EUR' } },
  fr: { now, timeZone: 'Europe/Paris', locale: 'fr-FR', preferences: {} },
  pt: {
    now,
    timeZone: 'Europe/Lisbon',
    locale: 'pt-PT',
    preferences: { dateFormat: 'DD/MM/YYYY', timeFormat: '24' },
  },
  metric: {
    ...american,
    preferences: { units: 'metric', timeFormat: '24', dateFormat: 'YYYY-MM-DD', firstDay: 'monday' },
  },
  imperial: { ...american, preferences: { units: 'imperial' } },
  rates: {
    ...american,
    rates: [
      { from: 'USD', to: 'EUR', rate: 0.92, at: now - 3 * day },
      { from: 'GBP', to: 'USD', rate: 1.25, at: now },
    ],
  },
};

export interface Line {
  setting: string;
  utterance: string;
  kind: string;
  expected: string;
}

const rows = (file: string): string[][] =>
  readFileSync(`tests/train/corpus/${file}.tsv`, 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));

export const labelled = (half: 'developed' | 'exam' | 'exam-2' | 'exam-3'): Line[] =>
  rows(`instant-${half}`).map(([setting = '', utterance = '', kind = '', expected = '']) => ({
    setting,
    utterance,
    kind,
    expected,
  }));

/** Questions and requests that only a model can answer. */
export const open = (half: 'developed' | 'exam' | 'exam-2' | 'exam-3'): string[] =>
  rows(`instant-open-${half}`).map(([text = '']) => text);

/** What counts of an intent, in the form of the corpora's last column. */
export function gist(intent: InstantIntent, timeZone: string): string {
  const { kind: _kind, interpretation: _line, ...fields } = intent;
  if (intent.kind === 'answer') return intent.text.replace(/[\u00a0\u202f]/g, ' ');
  return Object.entries(fields)
    .map(([key, value]) => {
      if (Array.isArray(value)) return `${key}=${value.join('/')}`;
      if (key !== 'at') return `${key}=${String(value)}`;
      const time = Temporal.Instant.fromEpochMilliseconds(Number(value)).toZonedDateTimeISO(timeZone);
      return `at=${time.toPlainDateTime().toString({ smallestUnit: 'minute' })}`;
    })
    .join('; ');
}

export type Outcome = 'right' | 'wrong' | 'silent';

const reader = createInstantReader();

/** What became of one line: a wrong answer is worse than none. */
export function outcomeOf({ setting, utterance, kind, expected }: Line): { outcome: Outcome; got: string } {
  const context = settings[setting];
  if (context === undefined) throw new Error(`There is no setting "${setting}".`);
  const intent = reader.read(utterance, context);
  if (intent === undefined) return { outcome: 'silent', got: '' };
  const got = gist(intent, context.timeZone);
  const isRight =
    intent.kind === kind && (expected.startsWith('~') ? got.includes(expected.slice(1)) : got === expected);
  return { outcome: isRight ? 'right' : 'wrong', got: `${intent.kind} ${got}` };
}

/** What was read into a question for a model, if anything. */
export function answered(text: string): string | undefined {
  const intent = reader.read(text, american);
  return intent && `${intent.kind} ${gist(intent, 'America/New_York')}`;
}
