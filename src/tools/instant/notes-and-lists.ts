import type { InstantIntent } from '../../domain/tools/instant.ts';
import type { Reading } from './context.ts';

/** "note: buy milk", "take a note that …". What tells the assistant how to answer is no note. */
const noted = [
  /^(?:note(?: to self)?|new note|add a note|save a note|take note|(?:take|make|write) a note|jot down|write down) ?: ?(.+)$/iu,
  /^(?:note to self|new note) ?[,–-] ?(.+)$/iu,
  /^(?:take|make|save|add) (?:down )?a note (?:saying )?that (.+)$/iu,
];
/** "A note that apologises" is one to be written. */
const verb =
  /^(?:says?|sounds?|is|has|can|will|could|would|should|might|looks?|reads?|thanks?|asks?|tells?|explains?|includes?|lists?|covers?|describes?|invites?|reminds?|\w+(?:ises|izes|ies|esses))\b/i;
const forTheAssistant =
  /^(?:always|never|from now on|don't|do not|answer|reply|respond|keep (?:it|your)|use)\b|\b(?:your|you)\b/i;

export const readNote: Reading = ({ text }) => {
  for (const pattern of noted) {
    const note = pattern.exec(text)?.[1];
    if (note === undefined) continue;
    return forTheAssistant.test(note) || (/ that /i.test(text.slice(0, -note.length)) && verb.test(note))
      ? undefined
      : { kind: 'note', text: note, interpretation: 'a note' };
  }
  return undefined;
};

const name = String.raw`(?:(my|the|our) )?([\p{L}][\p{L} -]{1,30}?)`;
const list = `${name}(?: (list))?`;
/** Names that are hardly anything but a list of one's own. */
const known =
  /^(?:shopping|grocery|groceries|to-?do|to do|todos|packing|wish|wishlist|reading|errands|bucket|watch)$/i;
/** Kinds of list that belong to programs, mailings and texts. */
const foreign =
  /\b(?:linked|python|java|array|sorted|ordered|unordered|mailing|contact|email|allow|block|white|black|bullet|bulleted|numbered|nested|html|drop-?down|this|that|above|following|guest's)\b/i;
/** Items that stand for something else, which only a model could find. */
const vague =
  /\b(?:ingredients?|everything|anything|something|stuff|things?|items?|these|those|this|that|them|it|above|recipe|rest|suggestions?|ideas?|all|others?|another|more|missing|node|element|entry|button|column|row|yourself|me)\b/i;
const together =
  /^(?:mac and cheese|fish and chips|half and half|gin and tonic|peanut butter and jelly|bed and breakfast|rock and roll)$/i;

/** "eggs, milk and bread". A task is not cut at "and". */
function itemsOf(written: string, isTasks: boolean): string[] {
  const cut = isTasks ? /\s*,\s*/ : /\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*/i;
  const kept = together.test(written.trim()) ? [written] : written.split(cut);
  return kept.map((item) => item.trim()).filter((item) => item !== '');
}

const same: Readonly<Record<string, string>> = {
  grocery: 'groceries',
  todo: 'to-do',
  todos: 'to-do',
  'to do': 'to-do',
  wishlist: 'wish',
};

/** The list that was named: by its word, with "my" or "list"; or by a name that needs neither. Undefined where it may be none. */
function listOf(owner: string | undefined, written: string, word: string | undefined): string | undefined {
  const low = written.trim().toLowerCase();
  if (foreign.test(low) || /^(?:the|my|our|a|an|list)$/.test(low)) return undefined;
  const isOwn = word !== undefined && owner?.toLowerCase() === 'my' && low.split(' ').length <= 3;
  const isPlain = word !== undefined || /^(?:shopping|groceries)$/.test(low);
  return (known.test(low) && isPlain) || isOwn ? (same[low] ?? low) : undefined;
}

type Kind = 'list-add' | 'list-remove' | 'list-check';

const deeds: readonly [Kind, RegExp, 'items' | 'list'][] = [
  ['list-add', new RegExp(`^(?:add|put) (.{1,150}?) (?:to|on|onto|in) ${list}$`, 'iu'), 'items'],
  ['list-add', new RegExp(`^add to ${list} ?: ?(.{1,150})$`, 'iu'), 'list'],
  [
    'list-check',
    new RegExp(`^(?:check|tick|cross|mark) off (.{1,150}?) (?:on|from|in) ${list}$`, 'iu'),
    'items',
  ],
  ['list-check', new RegExp(`^(?:check|tick|cross) (.{1,150}?) off (?:of )?${list}$`, 'iu'), 'items'],
  ['list-check', new RegExp(`^mark (.{1,150}?) (?:as )?(?:done|bought) (?:on|in) ${list}$`, 'iu'), 'items'],
  [
    'list-remove',
    new RegExp(`^(?:remove|delete|take) (.{1,150}?) (?:from|off|off of) ${list}$`, 'iu'),
    'items',
  ],
];
const said: Record<Kind, string> = {
  'list-add': 'add to',
  'list-check': 'tick on',
  'list-remove': 'take off',
};
const shown = [
  new RegExp(`^(?:show|open|read)(?: me)? ${list}$`, 'iu'),
  new RegExp(`^what(?:'s|s| is| do i have| have i got) (?:on|in) ${list}$`, 'iu'),
  /^(my) (shopping|grocery|to-?do|packing) (list)$/iu,
];

export const readList: Reading = ({ text }): InstantIntent | undefined => {
  for (const [kind, pattern, first] of deeds) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const [written = '', owner, called = '', word] =
      first === 'items' ? found.slice(1) : [found[4], found[1], found[2], found[3]];
    const named = listOf(owner, called, word);
    if (named === undefined || vague.test(written)) return undefined;
    const items = itemsOf(written, named === 'to-do');
    if (items.length === 0 || items.length > 30) return undefined;
    return {
      kind,
      list: named,
      items,
      interpretation: `${said[kind]} the list “${named}”: ${items.join(', ')}`,
    };
  }
  for (const pattern of shown) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const [, owner, called = '', word] = found;
    const named =
      word === undefined && !/^groceries$/i.test(called) ? undefined : listOf(owner, called, word);
    return named === undefined
      ? undefined
      : { kind: 'list-show', list: named, interpretation: `the list “${named}”` };
  }
  return undefined;
};
