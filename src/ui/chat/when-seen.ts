/** Presses a button once it scrolls into view, again and again. The button stays for the keyboard. */
export function whenSeen(button: HTMLButtonElement): () => void {
  let wasSeen = true;
  const observer = new IntersectionObserver(([entry]) => {
    const isSeen = entry?.isIntersecting === true;
    // Not at once when the page opens on it: the reader has to come here.
    if (isSeen && !wasSeen) button.click();
    wasSeen = isSeen;
  });
  observer.observe(button);
  return () => observer.disconnect();
}
