import type { InstantIntent } from '../../domain/tools/instant.ts';
import type { Ask, Reading } from './context.ts';
import { helpText } from './help.ts';

type Make = (found: RegExpExecArray) => InstantIntent | undefined;

const say =
  (intent: InstantIntent): Make =>
  () =>
    intent;

const unquoted = (query = '') => query.replace(/^["'](.+)["']$/, '$1').trim();

/** What stands for something said before, or is said to look for everything, cannot be searched. */
const more = /\band (?:then )?(?:summari|tell|explain|list|show|make|write|count|give|answer|compare)/i;
const vague = /^(?:it|that|this|them|those|these|something|anything|everything)$/i;

const find =
  (kind: 'find-notes' | 'find-conversations', where: string): Make =>
  ([, query]) => {
    const sought = unquoted(query);
    return sought === '' || vague.test(sought) || more.test(sought)
      ? undefined
      : { kind, query: sought, interpretation: `${where} with “${sought}”` };
  };
const findNotes = find('find-notes', 'notes');
const findChats = find('find-conversations', 'conversations');

/** Of oneself, or a plain fact about somebody: not of this conversation, nor how to answer. */
const ofThisTalk =
  /\b(?:you|your|this|that|these|those|above|earlier|answers?|repl(?:y|ies)|conversation|chat|when|time|questions?|messages?|functions?|code|asked|said|told|discussing|writing|talk(?:ing|ed)|working on|want|need|last)\b/i;
const ofOneself =
  /^(?:I'm|I've|(?:I|we) \S+|we're|we've|(?:my|our) .{2,40}? (?:is|are|was|were|has|have|lives?|works?|likes?|loves?|hates?|prefers?|starts?|ends?)\b)/i;
const plainFact =
  /^[\p{L}][\p{L}'-]*(?: [\p{L}'-]+){0,2} (?:(?:is|are) (?:my|our)|lives|works|likes|loves|hates|prefers|was born)\b/u;

const remember: Make = ([, that, text = '']) => {
  const isFact =
    ofOneself.test(text) || (that !== undefined && /^\p{Lu}/u.test(text) && plainFact.test(text));
  if (!isFact || ofThisTalk.test(text)) return undefined;
  return { kind: 'remember', text, interpretation: 'something to propose for your memory' };
};

/** A tool here is a small function of its own: programs in a language or a place are for the model to write. */
const program =
  /\b(?:python|rust|java|javascript|typescript|react|go|golang|bash|c\+\+|c#|php|ruby|swift|kotlin|cli|api|website|web ?app|script|browser extension|excel|linux)\b/i;

const makeTool: Make = ([, wish = '']) =>
  program.test(wish) ? undefined : { kind: 'make-tool', wish, interpretation: `a new tool that ${wish}` };

const week = say({ kind: 'week', interpretation: 'what was learned in the last seven days' });
const known = say({ kind: 'known', interpretation: 'what you approved' });
const reminders = say({ kind: 'show-reminders', interpretation: 'your reminders and timers' });
const notes = String.raw`(?:in |through )?(?:all )?(?:my )?notes`;
const chats = String.raw`(?:in |through )?(?:all )?(?:my |our |my past |my old |past |old )?(?:conversations|chats)`;

const patterns: readonly [RegExp, Make][] = [
  [
    /^(?:help|show help|commands|what can (?:you do(?: for me)?|i (?:ask|say)(?: to)?(?: you)?)|what are you able to do)$/i,
    say({ kind: 'answer', interpretation: 'help', text: helpText }),
  ],
  [
    /^undo(?: (?:that|it|this|(?:the )?last (?:one|thing|change|action)|last))?$/i,
    say({ kind: 'undo', interpretation: 'take the last change back' }),
  ],
  [
    /^what(?:'s|s| has)? (?:changed|did you learn|have you learned|have you learnt|was learned) (?:this week|in the last week|in the last seven days)$/i,
    week,
  ],
  [/^(?:show )?(?:me )?(?:the |my )?weekly report$/i, week],
  [
    /^(?:show me |tell me )?what (?:do you|you|have you) (?:know|remember|remembered|learned|learnt) about me$/i,
    known,
  ],
  [
    /^(?:show|list|open)(?: me)?(?: all)?(?: of)? my notes$|^my notes$/i,
    say({ kind: 'show-notes', interpretation: 'your notes' }),
  ],
  [
    /^(?:show|list|open|what are)(?: me)?(?: all)?(?: of)?(?: (?:my|the))?(?: (?:upcoming|pending|active|next))? (?:reminders|timers)(?: and (?:timers|reminders))?$/i,
    reminders,
  ],
  [/^(?:my |upcoming |my upcoming )(?:reminders|timers)(?: and (?:timers|reminders))?$/i, reminders],
  [
    /^(?:what|which|what other) (?:upcoming )?(?:reminders|timers)(?: and (?:timers|reminders))? (?:do i have|have i set|did i set|are (?:set|there|running|active|waiting|coming up))$/i,
    reminders,
  ],
  [/^(?:do i have|are there) any (?:reminders|timers)(?: (?:set|running|coming up))?$/i, reminders],
  [
    /^how (?:long|much time|many minutes)(?: is| are|'s)?(?: there)? left (?:on|for|in) (?:the|my)(?: [\p{L}']{2,20})? timer$/iu,
    reminders,
  ],
  [new RegExp(`^search ${notes} (?:for|about) (.{1,80})$`, 'i'), findNotes],
  [new RegExp(`^search ${notes} ?: ?(.{1,80})$`, 'i'), findNotes],
  [new RegExp(`^(?:look|search) (?:in|through) (?:my )?notes for (.{1,80})$`, 'i'), findNotes],
  [/^(?:find|look for|search for|search) (.{1,80}) in (?:my )?notes$/i, findNotes],
  [/^find my notes? (?:about|on|with) (.{1,80})$/i, findNotes],
  [new RegExp(`^(?:search|look) ${chats} (?:for|about) (.{1,80})$`, 'i'), findChats],
  [
    /^(?:find|look for|search for|search) (.{1,80}) in (?:my|our) (?:past |old )?(?:conversations|chats)$/i,
    findChats,
  ],
  [/^remember:? (that )?(.{3,180})$/i, remember],
  [/^(?:make|create|build|write)(?: me)? a (?:new )?tool (?:that|which|to) (.{5,180})$/i, makeTool],
];

/** Help, undo, what is known, and searches: fixed words with little between them. */
export const readQuestion: Reading = ({ text }: Ask) => {
  for (const [pattern, make] of patterns) {
    const found = pattern.exec(text);
    if (found !== null) return make(found);
  }
  return undefined;
};
