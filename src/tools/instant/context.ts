import type { InstantIntent, Rate } from '../../domain/tools/instant.ts';
import type { InstantPreferences } from './preferences.ts';

/** What a text is read against. `now` is in milliseconds since 1970; `timeZone` an IANA name; `locale` a BCP 47 tag. */
export interface InstantContext {
  now: number;
  timeZone: string;
  locale: string;
  preferences: InstantPreferences;
  rates?: readonly Rate[];
}

/** A text made ready to be read: politeness and closing marks are off, so that patterns can demand the whole of it. */
export interface Ask {
  text: string;
  /** The same in lower case. */
  low: string;
  /** It ended in "=". */
  equals: boolean;
  context: InstantContext;
}

export type Reading = (ask: Ask) => InstantIntent | undefined;

const longest = 200;
const opening = /^(?:hey|hi|hello|ok|okay|assent|please|(?:can|could|would) you(?! help))(?:\s*,\s*|\s+)/i;
const tell = /^(?:tell me|let me know)\s+/i;

/** Undefined for what is too long, or more than one sentence: whoever writes that wants more than one thing. */
export function prepare(raw: string, context: InstantContext): Ask | undefined {
  if (raw.length > longest) return undefined;
  let text = raw
    .normalize('NFC')
    .trim()
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\b([ap])\.\s?m\.?(?![a-z])/gi, '$1m');
  if (/[\n\r\p{Cc}]/u.test(text)) return undefined;
  text = text.replace(/\s+/g, ' ');
  const equals = /=[\s?]*$/.test(text);
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(opening, '').replace(/[\s,]+(?:please|pls)$/i, '');
    // "5!" is a factorial; "Undo!" is an undo.
    text = text.replace(/[\s?.=]+$/, '').replace(/(?<![\d)])!+$/, '');
  }
  text = text.replace(tell, '');
  if (text === '' || /[.!?;]\s+\p{L}/u.test(text)) return undefined;
  return { text, low: text.toLowerCase(), equals, context };
}

/** What stands behind "what is", "how much is", "calculate"; `led` says that there was such a word. */
export function asked(low: string): { core: string; led: boolean; reckon: boolean } {
  const turned = /^what (?:does |would )?(.+?) (?:is|equals?|makes?|be)$/.exec(low);
  if (turned?.[1] !== undefined) return { core: turned[1], led: true, reckon: false };
  const found =
    /^(?:(what(?:'s|s| is| are)|how (?:much|many) (?:is|are))|calc|calculate|compute|work out|evaluate)(?: the)? (.+)$/.exec(
      low,
    );
  if (found?.[2] === undefined) return { core: low, led: false, reckon: false };
  return { core: found[2], led: true, reckon: found[1] === undefined };
}
