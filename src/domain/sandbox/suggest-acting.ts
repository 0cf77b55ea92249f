import type { Finder } from './suggest-wish.ts';

/** "Ask me before you delete", "refuse", "never show passwords". */
export const acting: Finder = ({ text }) => {
  const asks =
    /\b(?:(?:ask(?! (?:me )?(?:what|which|how|who|where|about|a question|questions)\b)|confirm|check with|warn)(?: me)?\b[^.;]{0,30}\b(?:before|first)\b|(?:before|without)\b[^.;]{0,40}\b(?:ask|confirm|asking|confirming|confirmation|permission)\b|(?:always )?confirm(?= (?:every|each|any|delet|with me))|(?:didn't|did not|should have) ask(?:ed)?\b)/i.exec(
      text,
    );
  const isLoose =
    asks &&
    /\b(?:without (?:asking|confirm\w*|permission)|don't ask|do not ask|no need to)\b/i.test(text) &&
    !/\b(?:never|don't|do not|not)\b[^.;]*\bwithout\b|\byou\b[^.;]*\bwithout\b/i.test(text);
  const declines =
    /^(?:please )?(?:always )?(?:refuse|decline)\b|\bsay (?:that you can't|you can't|that you cannot|you cannot)\b/i.test(
      text,
    );
  const secret =
    /\b(?:never|don't|do not|not)\b[^.;]*\b(?:show|reveal|repeat|print|write|share|include|quote|put|display|say)\b[^.;]*\b(?:passwords?|secrets?|credentials?|api keys?|card numbers?|pins?)\b/i.test(
      text,
    );
  return [
    asks && !isLoose ? { kind: 'confirms' } : undefined,
    declines ? { kind: 'declines' } : undefined,
    secret ? { kind: 'no-secret' } : undefined,
  ];
};
