export interface SearchHit {
  conversationId: string;
  /** Undefined where the title matched. */
  messageId: string | undefined;
  title: string;
  /** A line of text around the match. */
  snippet: string;
  /** Where the match stands in `snippet`. */
  match: { from: number; to: number };
}
