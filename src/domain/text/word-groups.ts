/** The groups of each word, in order: empty where a word has none. */
export type GroupsOf = (words: readonly string[]) => string[][];

/**
 * Groups of words that mean much the same, one group a line: `name: prefix prefix …`, so that plurals and tenses meet. At
 * most five letters may follow a prefix, and one of three letters or more; a word of several groups counts in each.
 */
export function createWordGroups(list: string): GroupsOf {
  const book = new Map<string, string[]>();
  for (const line of list.trim().split('\n')) {
    const [name = '', words = ''] = line.split(': ');
    for (const word of words.split(' ')) book.set(word, [...(book.get(word) ?? []), name]);
  }
  return (words) =>
    words.map((word) => {
      for (let length = word.length; length >= Math.max(3, word.length - 5); length--) {
        const found = book.get(word.slice(0, length));
        if (found) return found;
      }
      return book.get(word) ?? [];
    });
}
