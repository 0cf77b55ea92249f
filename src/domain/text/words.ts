/** Lower-case words, numbers and single signs of a text, in order. An apostrophe inside a word stays in it: "don't". */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{M}]+(?:'[\p{L}]+)*|\p{N}+|[^\s\p{L}\p{N}]/gu) ?? []
  );
}
