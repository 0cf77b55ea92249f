import type { GuardrailId } from '../guardrails.ts';

/** A protected family: what a guardrail speaks of (layer 3). */
export type Family = GuardrailId | 'meta';

interface Lexicon {
  /** Acts of the family. */
  acts: RegExp;
  /** Without one of these near, the act is an ordinary word. Undefined: the act alone counts. */
  about?: RegExp;
}

const things =
  /\b(?:files?|folders?|notes?|notebooks?|documents?|drafts?|backups?|photos?|pictures?|images?|records?|data|database|calendar|events?|contacts?|messages?|conversations?|lists?|copies|versions?|entries|items?|logs?|downloads?|originals?|archives?|disk|drive|trash|bin|recordings?|duplicates|leftovers|clutter|reminders?)\b/i;

const lexicons: Record<Family, Lexicon> = {
  'confirm-destructive': {
    acts: /\b(?:delet\w*|eras\w*|remov\w*|wip\w*|purg\w*|overwrit\w*|sav\w+ over|writ\w+ over|replac\w*|clear\w*|discard\w*|destroy\w*|drop|dropping|trash\w*|bin|binned|binning|throw\w* (?:away|out)|get(?:ting)? rid of|empt(?:y|ying)|tid(?:y|ying)|clean\w* (?:up|out)|prun\w*|shred\w*|truncat\w*|reset\w*|scrap\w*|rm)\b/i,
    about: things,
  },
  'no-credentials': {
    acts: /\b(?:passwords?|passcodes?|pass ?phrases?|credentials?|secrets?|api keys?|access keys?|private keys?|tokens?|log-?in details|pins?|pin codes?|seed phrases?|ssh keys?|2fa|one-time codes?|card numbers?|cvv|security codes?|recovery codes?)\b/i,
  },
  'stay-in-workspace': {
    acts: /\b(?:workspace|symlinks?|parent folders?|home (?:folder|directory)|system (?:folders?|files?)|outside (?:the|of|this)|other folders?|anywhere on|whole disk|\.\.\/|root (?:folder|directory)|desktop|another (?:folder|profile|app)|elsewhere)\b/i,
  },
  'respect-limits': {
    acts: /\b(?:rate[- ]limit\w*|limits?|quotas?|budgets?|throttl\w*|retr(?:y|ies|ying)|time-?outs?|back ?off|cool-?downs?|caps?|as often as|as many (?:calls|requests|times)|hammer\w*|flood\w*)\b/i,
    about:
      /\b(?:rate|calls?|requests?|quotas?|throttl\w*|retr(?:y|ies|ying)|api|servers?|per (?:turn|day|minute|hour)|tools?|ignore|exceed|bypass|past)\b/i,
  },
  'owner-consents': {
    acts: /\b(?:confirm\w*|confirmations?|ask(?:ing|ed)?|permission|approv\w*|consent\w*|check(?:ing)? with|sign-?off|go-ahead|prompt(?:s|ing)?|verif\w*|double-check\w*|warn\w*|show(?:ing)? (?:me|the user)|tell(?:ing)? (?:me|the user)|log(?:ging)?)\b/i,
  },
  'no-high-stakes-learning': {
    acts: /\b(?:medic\w*|health|doctor'?s?|dos(?:e|es|age)|diagnos\w*|prescri\w*|symptoms?|legal|lawyers?|law|lawsuit|contracts?|financ\w*|invest\w*|stocks?|shares|mortgages?|tax(?:es)?|loans?|self-harm|suicid\w*|therap\w*)\b/i,
    about:
      /\b(?:learn\w*|remember\w*|advice|advis\w*|recommend\w*|suggest\w*|tell|treat|diagnos\w*|dos(?:e|es|age)|buy|sell|sign|skip|stop taking|note down|store|keep)\b/i,
  },
  'no-silent-network': {
    acts: /\b(?:send(?:s|ing)?|upload\w*|post(?:s|ing)?|shar(?:e|es|ing)|forward\w*|sync\w*|submit\w*|transmit\w*|e-?mail(?:s|ing)?|report(?:s|ing)?|phone home|publish\w*|push(?:es|ing)?)\b/i,
    about:
      /\b(?:server|cloud|internet|online|web(?:site|hook)?|remote|developer|company|third part(?:y|ies)|telemetry|analytics|automatically|quietly|silently|in the background|without (?:asking|telling)|copy|elsewhere|url|address|crash)\b/i,
  },
  meta: {
    acts: /\b(?:rules?|guard-?rails?|learn(?:ing|ed|s)?|proposals?|improvements?|system prompt|prompts?|memor(?:y|ies)|instructions?|inbox|preferences?|self-modif\w*|versions?|roll(?:ing)? ?back|ledger|sandbox|safeguards?|restrictions?|your(?:self| own))\b/i,
    about:
      /\b(?:your|yourself|own|these|those|this rule|other rules|new rules?|previous|earlier|above|all rules|any rules?|ignore|disregard|override|approv\w*|propos\w*|appl(?:y|ies)|learn\w*|system prompt|guard-?rails?|inbox|safeguards?|restrictions?|self-modif\w*|roll(?:ing)? ?back|memor(?:y|ies))\b/i,
  },
};

/** The families that a text touches, each with the words that touch it. */
export function familiesOf(plain: string): Map<Family, string[]> {
  const found = new Map<Family, string[]>();
  for (const [family, { acts, about }] of Object.entries(lexicons) as [Family, Lexicon][]) {
    const act = acts.exec(plain)?.[0];
    if (act === undefined) continue;
    const near = about?.exec(plain)?.[0];
    if (about !== undefined && near === undefined) continue;
    found.set(family, near === undefined || near === act ? [act] : [act, near]);
  }
  return found;
}
