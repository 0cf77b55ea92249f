/** A choice between what the answer before offered, with a reason that speaks of taste. */
const offered =
  /\b(?:or|which|two|three|both|either|option|A is|versions?|as a|would you (?:like|prefer)|do you want|I found|I can|and an?)\b/i;
const picked =
  /^(?:the |a |an )?[\w&' -]{1,28}?(?:\b(?:one|for sure|please|pls|obviously|again|any day|every time|definitely|obviously|is better|suits me)\b|[,.!]|$)|^(?:i(?:'d| would)? (?:take|pick|choose|go (?:for|with)|rather)|go with|give me)\b/i;
const taste =
  /\b(?:hate|love|like|prefer|better|never|always|sound\w* like|sick of|too \w+ for me|suits|easier|i'm (?:no|not|a)|i can't|i don't|any day|every time|again|bor\w+|easy on|for me)\b/i;
const circumstance =
  /\b(?:today|tomorrow|tonight|this (?:time|week|trip)|gets me|cheaper|closer|budget|before|deadline|on sale|because it's (?:near|cheap)|meeting|flight|train)\b/i;

export function isChoice(text: string, previous: string | undefined): boolean {
  if (previous === undefined || !offered.test(previous) || text.length > 160 || /\?\s*$/.test(text))
    return false;
  return picked.test(text.trim()) && taste.test(text) && !circumstance.test(text);
}
