import type { CandidateKind } from './candidate.ts';

/** Said to last. */
const lasting =
  /\b(?:from (?:now|here|today) on(?:wards)?|going forward|in future|in the future|always|never|ever(?: again)?|every (?:time|single time|answer|reply|recipe|price|date|email|plan)|each time|whenever|by default|as a (?:rule|default)|for good|permanently|forever|at all times|in general|generally|any ?time|any day|all (?:my|your|the) (?:answers|replies|emails|recipes|plans|code|prices|dates)|no matter what|for everything|as standard|my default|stick (?:with|to)|until i say otherwise|keep (?:it|that) that way|like that (?:from|always)|remember (?:that|i|i'm|this|my)|for future reference|note (?:that|for)|make a note|that's how i like|any \w+(?: \w+)? you (?:give|show|write|draft|make|do|send|suggest)|any(?:thing|time) you|whatever i|from here on|henceforth|hereafter|any \w+ from you|every \w+ you|as a general thing|as a habit|default to|across the board|on principle|every last|no exceptions|each and every|the whole time|is how i like|in all|throughout)\b/;

const order =
  /\b(?:please|use|give|write|answer|reply|respond|call|show|keep|put|start|end|begin|make|don't|do not|stop|skip|avoid|leave|drop|talk|speak|explain|include|add|spell|quote|list|suggest|assume|round|indent|lay|convert|tell|ask|check|no|never|always|stick|prefer|translate|sign|format|name|cut|quit|treat|remember|address|do|go|get|should|ought to|must|has to|have to|needs? to)\b/;

const wish =
  /\b(?:i(?:'d| would)? (?:really |much |just |strongly |definitely )?(?:prefer|like (?:my|it|things|to be|answers|you to|when|short|long|having)|love (?:it )?when|rather (?:have|you|not|see)|want (?:you|my|it|all|every|only|short|answers|no|them|everything|dates|prices|pros|code)|need (?:you to|my|answers|everything)|hate|can't stand|cannot stand|dislike|don't (?:like|want|need|do|use|eat|drink)|can't (?:eat|have|bear)|appreciate|go by|use|work (?:in|with|only)|code in|write in|think in|live in|speak|only (?:use|eat|work|drink|speak)|eat|cook))\b|^no \w+/;

const identity =
  /\b(?:i'm|i am|my name is|my name's|name's|call me|people call me|everyone calls me|i go by|my pronouns)\b/;
const dislike =
  /\b(?:hate|can't stand|cannot stand|dislike|don't (?:like|want)|no more|stop|enough with|fed up|sick of|drives? me)\b/;

export interface Cue {
  kind: Extract<CandidateKind, 'standing' | 'identity' | 'dislike'>;
  /** How sure it is that this is to last: with an outright sign of lasting, or only by the way it is said. */
  strength: 'outright' | 'implied';
}

/** Whether a sentence in normal words is a standing wish, and of what kind. */
export function cueOf(text: string, hasSlot = false): Cue | undefined {
  // What something else never does says nothing of answers.
  const isLasting = lasting.test(
    text.replace(/\b(?:that|which|who|it|this|we|they|she|he) (?:always|never)\b/g, ' '),
  );
  const isWish = wish.test(text);
  const isIdentity = identity.test(text);
  if (!isLasting && !isWish && !isIdentity) return undefined;
  if (isLasting && !hasSlot && !order.test(text) && !isWish && !isIdentity) return undefined;
  const kind = dislike.test(text) ? 'dislike' : isIdentity ? 'identity' : 'standing';
  return { kind, strength: isLasting ? 'outright' : 'implied' };
}
