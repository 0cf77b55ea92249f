import { on } from 'svelte/events';

interface Place {
  element: Element;
  ancestors: Element[];
  /** What could be pressed when the focus came here. */
  buttons: ReadonlySet<Element>;
  article: Element | undefined;
  name: string | undefined;
  /** The heading that stood before the article. */
  before: HTMLElement | undefined;
}

const headings = 'h1, h2, h3';

/**
 * Holds the focus on the page where what had it is taken away, as "Pause" is for "Resume". It goes to what stands there now, or to
 * the heading of its article; where a whole article went, to the heading of the article of the same name elsewhere, or to the
 * heading before it. Nothing scrolls.
 */
export function holdFocus(root: HTMLElement) {
  let last: Place | undefined;

  const observer = new MutationObserver(() => {
    if (last === undefined || last.element.isConnected) return;
    const lost = last;
    last = undefined;
    if (document.activeElement !== document.body) return;
    const next = successor(root, lost);
    if (next?.matches(headings)) next.setAttribute('tabindex', '-1');
    next?.focus({ preventScroll: true });
  });
  observer.observe(root, { childList: true, subtree: true });

  const offs = [
    on(root, 'focusin', ({ target }) => {
      if (target instanceof Element) last = placeOf(root, target);
    }),
    on(root, 'focusout', ({ target }) => {
      // It left by itself; what is only taken away is not connected by then.
      queueMicrotask(() => {
        if (last?.element === target && last?.element.isConnected && document.activeElement !== target)
          last = undefined;
      });
    }),
    () => observer.disconnect(),
  ];
  return () => offs.forEach((off) => off());
}

const buttonsIn = (element: Element) => element.querySelectorAll<HTMLElement>('button:not(:disabled)');
const headingsIn = (element: Element) => Array.from(element.querySelectorAll<HTMLElement>(headings));
const nameOf = (article: Element) => headingsIn(article)[0]?.textContent.trim();
const isBefore = (one: Node, other: Node) =>
  (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

function placeOf(root: HTMLElement, element: Element): Place {
  const ancestors: Element[] = [];
  for (let one = element.parentElement; one && root.contains(one); one = one.parentElement)
    ancestors.push(one);
  const article = ancestors.find((one) => one.matches('article'));
  return {
    element,
    ancestors,
    buttons: new Set(buttonsIn(root)),
    article,
    name: article && nameOf(article),
    before: article && headingsIn(root).findLast((heading) => isBefore(heading, article)),
  };
}

function successor(root: HTMLElement, lost: Place): HTMLElement | undefined {
  const left = lost.ancestors.filter((one) => one.isConnected);
  if (lost.article && !lost.article.isConnected) {
    const moved = Array.from(root.querySelectorAll('article')).find((one) => nameOf(one) === lost.name);
    if (moved) return headingsIn(moved)[0];
    return lost.before?.isConnected ? lost.before : left.flatMap(headingsIn)[0];
  }
  for (const one of left) {
    const fresh = Array.from(buttonsIn(one)).find((button) => !lost.buttons.has(button));
    if (fresh) return fresh;
    if (one === lost.article) break;
  }
  if (lost.article) return headingsIn(lost.article)[0];
  return left.flatMap((one) => Array.from(buttonsIn(one)))[0];
}
