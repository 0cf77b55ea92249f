import type { Scope } from '../learned/scope.ts';

/** The first that fits counts. Small on purpose: it comes with the composer. */
const cues: [Scope, RegExp][] = [
  [
    'code',
    /```|\b(?:code|function|script|python|javascript|typescript|java|rust|golang|sql|regex|bug|compile|refactor|unit tests?|variable|indent\w*|css|html|api|git|terminal|bash)\b/i,
  ],
  [
    'math',
    /\b(?:solve|equation|integral|derivative|algebra|geometry|calculate|maths?|proof|theorem|fractions?|percent(?:age)?s?)\b|\d\s*[-+*/^=]\s*\d/i,
  ],
  [
    'planning',
    /\b(?:plan|plans|planning|itinerary|schedule|trip|agenda|timetable|to-?do|calendar|meal plan|week ahead)\b/i,
  ],
  [
    'writing',
    /\b(?:write|rewrite|draft|email|e-mail|letter|essay|story|poem|blog|article|paragraph|proofread|cover letter|speech|toast|caption)\b/i,
  ],
];

/** The occasion that a request belongs to; `always` where no word tells. */
export function scopeOf(text: string): Scope {
  return cues.find(([, words]) => words.test(text))?.[0] ?? 'always';
}
