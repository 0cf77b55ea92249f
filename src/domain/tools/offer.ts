/** Whether a message may need a tool. Where it does not, the answer is plain text and no grammar stands in its way. */

/** What tools work on, and what is done with it. Generous: a needless offer costs a few tokens, a missing one the tool. */
const things =
  /\b(?:notes?|files?|folders?|documents?|workspace|lists?|reminders?|timers?|alarms?|conversations?|chats?)\b/i;
const deeds =
  /\b(?:save|store|write (?:it |this |that |them )?(?:down|into|to)|append|delete|erase|rename|overwrite|remind|look up|search|calculate|compute|convert|add .{1,60} to|tool)\b/i;
const reckoning =
  /\d\s*[-+*/×÷^%]\s*\d|\b\d+(?:\.\d+)?\s*%|\b(?:percent|square root|what (?:day|date|time)|today|tomorrow|how many (?:days|weeks|hours))\b/i;

/** `learned` are the names of learned tools; `recent`: the answer before used a tool, so this may go on with it. */
export function mayNeedTools(text: string, learned: readonly string[] = [], recent = false): boolean {
  if (recent || things.test(text) || deeds.test(text) || reckoning.test(text)) return true;
  const words = new Set(text.toLowerCase().match(/\p{L}{4,}/gu) ?? []);
  return learned.some((name) => name.split('_').some((part) => words.has(part)));
}
