/** Signs in an answer that the model behind it has gone wrong. */
export type AnswerFault = 'nothing' | 'garbage' | 'repeats';

/** For the person. */
export const faultSentences: Record<AnswerFault, string> = {
  nothing: 'The model said nothing.',
  garbage: 'The model wrote what nobody can read, so it was stopped.',
  repeats: 'The model repeated itself over and over, so it was stopped.',
};

/** So many characters of the end are looked at. */
const tailLength = 2400;
/** So long nothing but spaces and line ends, or nothing that can be read, is no answer any more. */
const longestVoid = 200;
const void_ = /^\s+$/u;
/** Control characters, private ones, halves of characters, and the mark of broken text. Unassigned ones may be new emoji. */
const unreadable = /^[\s\p{Cc}\p{Co}\p{Cs}\uFFFD]+$/u;

/** What repeats itself at the end covers so many characters, in at least so many rounds. */
const leastRepeated = 400;
const leastRounds = 8;
/** Figures and signs alone (a matrix, an empty table) repeat for good reasons: they have to go on for longer. */
const leastFigures = 2000;

/** What is wrong with an answer as far as it is written. Words of the question may be repeated: perhaps that is what it asks for. */
export function faultSoFar(text: string, question: string): AnswerFault | undefined {
  const tail = text.slice(-tailLength);
  const end = tail.slice(-longestVoid);
  if (end.length === longestVoid) {
    if (void_.test(end)) return 'nothing';
    if (unreadable.test(end)) return 'garbage';
  }
  const piece = repeatedAtEnd(tail);
  return piece === undefined || isAskedFor(piece, question) ? undefined : 'repeats';
}

/** What is wrong with an answer that ended by itself. A text that was to repeat something may. */
export function faultAtEnd(text: string): AnswerFault | undefined {
  if (text.trim() === '') return 'nothing';
  return unreadable.test(text) ? 'garbage' : undefined;
}

/** So short a piece stands in every question by chance. */
const leastAskedFor = 3;

/** The repetition may begin anywhere in what is repeated. */
function isAskedFor(piece: string, question: string): boolean {
  if (piece.trim().length < leastAskedFor || !/[\p{L}\p{N}]/u.test(piece)) return false;
  for (let at = 0; at < piece.length; at++) {
    if (question.includes((piece.slice(at) + piece.slice(0, at)).trim())) return true;
  }
  return false;
}

/**
 * The piece that the end of the text repeats over and over, if it does. The smallest period of each suffix is its length minus its longest
 * border (Knuth, Morris and Pratt, 1977), which one pass over the reversed text gives. That models loop so, word for word, is
 * described by Holtzman et al., The Curious Case of Neural Text Degeneration (2020).
 */
function repeatedAtEnd(text: string): string | undefined {
  const at = (index: number) => text.charCodeAt(text.length - 1 - index);
  const borders = new Uint16Array(text.length);
  for (let index = 1, border = 0; index < text.length; index++) {
    while (border > 0 && at(index) !== at(border)) border = borders[border - 1] ?? 0;
    if (at(index) === at(border)) border += 1;
    borders[index] = border;
    const length = index + 1;
    const period = length - border;
    if (length < leastRepeated || length < period * leastRounds) continue;
    const piece = text.slice(text.length - period);
    // One sign alone is what a broken model writes; a matrix has at least a figure, a comma and a space.
    const isFigures = period > 2 && !/\p{L}/u.test(piece);
    if (!isFigures || length >= leastFigures) return piece;
  }
  return undefined;
}
