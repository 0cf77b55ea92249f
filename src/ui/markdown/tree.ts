/** What Markdown becomes before it is shown: plain data that only the tags and attributes below can enter. */
export type TreeNode = string | TreeElement;

export interface TreeElement {
  tag: Tag;
  attributes: Readonly<Record<string, string>>;
  children: TreeNode[];
}

export const htmlTags = [
  'a', 'blockquote', 'br', 'button', 'code', 'del', 'div', 'em', 'h3', 'h4', 'h5', 'h6', 'hr', 'li', 'ol', 'p', 'pre',
  'span', 'strong', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul',
] as const; // prettier-ignore

export const mathTags = [
  'math', 'menclose', 'merror', 'mfrac', 'mi', 'mmultiscripts', 'mn', 'mo', 'mover', 'mpadded', 'mphantom',
  'mprescripts', 'mroot', 'mrow', 'ms', 'mspace', 'msqrt', 'mstyle', 'msub', 'msubsup', 'msup', 'mtable', 'mtd',
  'mtext', 'mtr', 'munder', 'munderover', 'none',
] as const; // prettier-ignore

export type Tag = (typeof htmlTags)[number] | (typeof mathTags)[number];

/** Nothing else ever reaches the page; `href` was checked by `links.ts`. */
export const allowedAttributes: ReadonlySet<string> = new Set([
  'aria-hidden', 'aria-label', 'class', 'colspan', 'data-align', 'data-ask', 'data-copy', 'data-language', 'data-math',
  'dir', 'href', 'rel', 'role', 'scope', 'start', 'tabindex', 'target',
  'title', 'type',
  'accent', 'accentunder', 'columnalign', 'columnlines', 'columnspacing', 'depth', 'display', 'displaystyle', 'encoding',
  'fence', 'form', 'height', 'largeop', 'linethickness', 'lspace', 'mathcolor', 'mathsize', 'mathvariant', 'maxsize',
  'minsize', 'movablelimits', 'notation', 'rowlines', 'rowspacing', 'rspace', 'scriptlevel', 'separator', 'side',
  'stretchy', 'symmetric', 'voffset', 'width', 'columnspan', 'rowspan', 'rowalign', 'equalrows', 'equalcolumns', 'frame',
]); // prettier-ignore

/** An element; neighbouring strings become one, empty ones go, so that children and DOM nodes match one to one. */
export function element(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
  children: readonly TreeNode[] = [],
): TreeElement {
  return { tag, attributes, children: joinText(children) };
}

export function joinText(children: readonly TreeNode[]): TreeNode[] {
  const joined: TreeNode[] = [];
  for (const child of children) {
    const last = joined.at(-1);
    if (child === '') continue;
    if (typeof child === 'string' && typeof last === 'string') joined[joined.length - 1] = last + child;
    else joined.push(child);
  }
  return joined;
}

export function treeText(node: TreeNode): string {
  return typeof node === 'string' ? node : node.children.map(treeText).join('');
}
