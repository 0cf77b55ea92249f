import type { CandidateKind } from './candidate.ts';

const fix =
  /\b(?:no, (?:use|it's|make it)|no i (?:said|meant|asked)|i (?:said|asked for|told you|meant|wanted)|asked for|should (?:be|have been|read|say)|you should (?:have |look|check|always)?|instead of|rather than|use \w+ (?:not|instead)|not \w+ but|don't (?:say|claim|tell|assume|invent|make up|repeat|add|use)|next time|it's supposed to be|check (?:it|that|the)|count|again:)\b/;

const complaint =
  /\b(?:wrong(?: again)?|nope|that's not (?:what|right|correct|it|how)|that isn't (?:what|right|it)|not what i (?:asked|said|meant|wanted)|you (?:forgot|missed|ignored|skipped|left out|made (?:that|it|this) up|invented|got|didn't|haven't|never|keep|kept|misread|mixed|just repeated|changed|deleted|still)|doesn't (?:exist|work|pass|compile|run|make sense|add up|answer)|isn't (?:right|true|correct|in|sorted|what|how)|this isn't|you (?:cut|dropped|lost|swapped|put|used)|there is no|useless|didn't (?:work|answer|read|even|ask|help)|half of it|i never (?:said|asked|mentioned|told)|made up|that's the (?:old|wrong)|off by|garbage|broken|second time|the link is dead|not true|incorrect|i looked (?:it|that))\b/;

const praise =
  /\b(?:thanks|thank you|perfect|great|brilliant|lovely|spot on|you were right|my (?:bad|mistake|fault)|the bug was mine|never mind|i was wrong)\b/;

/** Thanks, or taking the fault upon oneself. */
export const isPraise = (text: string): boolean => praise.test(text);

/** Whether a sentence complains about the answer before it, and whether it says what is wanted. */
export function correctionIn(
  text: string,
  wasAnswered: boolean,
): Extract<CandidateKind, 'correction_with_fix' | 'correction_without_fix'> | undefined {
  if (isPraise(text)) return undefined;
  const complains = complaint.test(text);
  const saysWhat = fix.test(text);
  if (!complains && !(saysWhat && (wasAnswered || /\b(?:asked for|i (?:said|told you))\b/.test(text))))
    return undefined;
  if (!wasAnswered && !/\b(?:you|asked for|i (?:said|told you))\b/.test(text)) return undefined;
  return saysWhat ? 'correction_with_fix' : 'correction_without_fix';
}
