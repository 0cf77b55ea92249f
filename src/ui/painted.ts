/** Resolves after the first frame was painted. In a tab that nobody sees none is, and soon is soon enough. */
export const painted = new Promise<void>((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, 300);
});
