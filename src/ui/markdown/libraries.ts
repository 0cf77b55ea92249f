/** What a Markdown view needs from the page: libraries that come only when an answer first needs them, and time. */
export const libraries = {
  loadCode: async () => (await import('./highlight.ts')).highlight,
  loadMath: async () => (await import('./math.ts')).renderMath,
  later: (run: () => void) => void setTimeout(run, 16),
};
