import type { Reading } from './context.ts';
import { withDigits } from './numbers.ts';

const longest = 7 * 86_400_000;

const unit = String.raw`(?:seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h)`;
const one = String.raw`(?:half an hour|half a minute|an? hours?(?: and a half)?|an? minutes?(?: and a half)?|\d{1,5}(?:\.\d+)?[ -]?${unit}\b)`;
const span = String.raw`(${one}(?:(?: and |, | )?${one})*|\d{1,2} ?h ?\d{2})`;
const label = String.raw`([\p{L}][\p{L}' -]{0,30}?)`;
const patterns: readonly RegExp[] = [
  new RegExp(`^(?:(?:set|start)(?: an?| the)? )?timer(?: for| of|:)? ${span}$`, 'iu'),
  new RegExp(
    `^(?:(?:set|start)(?: an?| the)? )?timer(?: for| of)? ${span} (?:(?:called|named|for)(?: the| my)?) ${label}$`,
    'iu',
  ),
  new RegExp(`^(?:(?:set|start|give me) )?(?:an? )?${span}(?: ${label})? timer$`, 'iu'),
  new RegExp(`^(?:set|start|give me) (?:an? )?${span} timer for (?:the |my )?${label}$`, 'iu'),
  new RegExp(`^(?:start a )?countdown(?: of| for)? ${span}$`, 'iu'),
];
/** Where a label stands, but it is not for cooking. */
const foreign = /\b(?:in|using|with|how|javascript|python|rust|react|css|arduino|code|script|app)\b/i;

const lengths: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of "1 hour and 30 minutes", "1h30", "half an hour". */
function readSpan(text: string): number | undefined {
  const short = /^(\d{1,2}) ?h ?(\d{2})$/.exec(text);
  if (short !== null) return Number(short[1]) * 3_600_000 + Number(short[2]) * 60_000;
  let total = 0;
  for (const [part] of text.matchAll(new RegExp(one, 'gi'))) {
    const [, number, name = ''] = /^(?:(\d+(?:\.\d+)?)[ -]?|half an? |an? )([smh])/i.exec(part) ?? [];
    const length = lengths[name.toLowerCase()];
    if (length === undefined) return undefined;
    const amount = number === undefined ? (part.startsWith('half') ? 0.5 : 1) : Number(number);
    total += (amount + (/and a half$/.test(part) ? 0.5 : 0)) * length;
  }
  return total > 0 && total <= longest ? total : undefined;
}

/** "timer 10 minutes", "set a 5 min pasta timer". */
export const readTimer: Reading = ({ low }) => {
  const text = withDigits(low);
  for (const pattern of patterns) {
    const [, written = '', called = ''] = pattern.exec(text) ?? [];
    if (written === '') continue;
    const ms = readSpan(written);
    if (ms === undefined || foreign.test(called)) return undefined;
    return {
      kind: 'timer',
      ms,
      label: called,
      interpretation: `a timer of ${written}${called && `: ${called}`}`,
    };
  }
  return undefined;
};
