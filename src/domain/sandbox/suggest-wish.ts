import type { Check } from './check.ts';

/** One text that a check is wanted for, beside the wrong answer. */
export interface Wish {
  /** One line, straight quotes, the case kept: names stand in it. */
  text: string;
  answer: string | undefined;
  isComplaint: boolean;
}

/** Finds the checks that a text asks for, each by one kind of words. */
export type Finder = (wish: Wish) => readonly (Check | undefined)[];

const negators =
  /\b(?:no|not|never|don't|do not|doesn't|isn't|aren't|shouldn't|avoid\w*|without|stop|skip|drop|leave out|omit|remove|refrain|lose|forbid\w*|hate|dislike|too many|too much|fewer|less|ditch|delete|cut|strike|rather than|instead of|sick of|tired of|enough|zero|ban)\b/gi;

/** Whether what stands at `place` is unwished: an odd number of negators before it in its clause, or a sigh after it. */
export function isUnwished(text: string, place: number, length: number): boolean {
  const before = text
    .slice(0, place)
    .replace(/\b(?:don't|do not|never|not) (?:ever )?forget\b|\bno matter\b/gi, '');
  const clause =
    before
      .split(
        /[.;:!?]|,\s*(?:and |just |please )*(?=(?:but|use|give|write|put|keep|make|prefer|answer)\b)|\bbut\b/i,
      )
      .at(-1) ?? '';
  const after = text.slice(place + length).split(/[.;!?]|, (?:use|give|but)\b/)[0] ?? '';
  const sigh =
    /^ (?:are |is |were |was |should )?(?:a bit much|annoy\w*|not (?:needed|wanted|necessary)|unnecessary|have no place|must not|out\b)/i;
  return ((clause.match(negators)?.length ?? 0) + (sigh.test(after) ? 1 : 0)) % 2 === 1;
}

/** Whether what stands at `place` belongs to a condition or an exception: "unless …", "when you …". */
export const isAside = (text: string, place: number): boolean =>
  /\b(?:except|unless|apart from|even|when|whenever|if|where(?! is| are|'s))\b[^,.;]*$/i.test(
    text.slice(0, place),
  );
