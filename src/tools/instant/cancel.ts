import type { InstantIntent } from '../../domain/tools/instant.ts';
import type { Reading } from './context.ts';

type Cancel = Extract<InstantIntent, { kind: 'cancel-reminders' }>;

const verb = String.raw`(?:cancel|delete|remove|stop|clear|turn off|switch off|dismiss)`;
const both = String.raw`(?:reminders and timers|timers and reminders)`;
const label = String.raw`([\p{L}\d][\p{L}\d':.,& -]{0,78}?)`;
const all = new RegExp(
  String.raw`^${verb} (?:(?:all|all of|all the|all my|all of my|my) (${both}|reminders|timers)|(?:every|each) (reminder|timer))$`,
  'iu',
);
const plain = new RegExp(String.raw`^${verb} (?:the |my |that |this )?(?:last )?(reminder|timer)$`, 'iu');
const behind = new RegExp(
  String.raw`^${verb} (?:the |my |that )?(reminder|timer) (?:to|about|for|of|that|called|named|at|on) ${label}$`,
  'iu',
);
const before = new RegExp(String.raw`^${verb} (?:the |my |that )${label} (reminder|timer)$`, 'iu');

/** What stands elsewhere, is code, repeats, or is a part or another thing than the reminder itself. */
const foreign =
  /\b(?:from|in|inside|using|with|without|how|why|when|if|and then|javascript|typescript|python|rust|react|css|html|arduino|code|script|app|list|notes?|files?|e-?mails?|calendar|function|interval|debounce|component|phone|outlook|google|slack|every|each|except|but)\b/i;

const kindOf = (word: string): Cancel['of'] =>
  / and /i.test(word) ? 'any' : /timer/i.test(word) ? 'timer' : 'reminder';

const names: Record<Cancel['of'], string> = {
  timer: 'timer',
  reminder: 'reminder',
  any: 'reminder and timer',
};

/** "cancel the reminder to call Ana", "stop the pasta timer", "delete all my reminders". */
export const readCancel: Reading = ({ text }) => {
  const [, many, each] = all.exec(text) ?? [];
  if (many !== undefined || each !== undefined) {
    const of = kindOf(many ?? each ?? '');
    return {
      kind: 'cancel-reminders',
      of,
      about: '',
      all: true,
      interpretation: `cancel every ${names[of]}`,
    };
  }
  const only = plain.exec(text)?.[1];
  if (only !== undefined) return one(kindOf(only), '');
  const [, kind, about = ''] = behind.exec(text) ?? [];
  if (kind !== undefined) return foreign.test(about) ? undefined : one(kindOf(kind), about);
  const [, called, named] = before.exec(text) ?? [];
  if (called === undefined || named === undefined || foreign.test(called)) return undefined;
  return one(kindOf(named), called);
};

const one = (of: Cancel['of'], about: string): Cancel => ({
  kind: 'cancel-reminders',
  of,
  about,
  all: false,
  interpretation: `cancel the ${names[of]}${about && ` “${about}”`}`,
});
