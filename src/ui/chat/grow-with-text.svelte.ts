/** Lets a field grow with its text where the browser cannot do it by `field-sizing`. */
export function growWithText(text: () => string) {
  return (box: HTMLTextAreaElement) => {
    if (CSS.supports('field-sizing', 'content')) return;
    $effect(() => {
      text();
      box.style.height = 'auto';
      box.style.height = `${box.scrollHeight + 2}px`;
    });
  };
}
