import { allowedAttributes, htmlTags, mathTags, type TreeElement, type TreeNode } from './tree.ts';

const html: ReadonlySet<string> = new Set(htmlTags);
const math: ReadonlySet<string> = new Set(mathTags);
const mathNamespace = 'http://www.w3.org/1998/Math/MathML';

/** DOM nodes made one by one: no string is ever parsed as HTML. */
export function createNode(node: TreeNode, page: Document): Node {
  if (typeof node === 'string') return page.createTextNode(node);
  const made = makeElement(node, page);
  for (const [name, value] of Object.entries(node.attributes)) {
    if (allowedAttributes.has(name)) made.setAttribute(name, value);
  }
  for (const child of node.children) made.appendChild(createNode(child, page));
  return made;
}

function makeElement({ tag }: TreeElement, page: Document): Element {
  if (math.has(tag)) return page.createElementNS(mathNamespace, tag);
  return page.createElement(html.has(tag) ? tag : 'span');
}

/**
 * Makes the children of `parent`, which show `before`, show `after`. What is equal is not touched, so a selection and
 * the scroll position of a code block survive while the text grows.
 */
export function patchChildren(
  parent: Node,
  before: readonly TreeNode[],
  after: readonly TreeNode[],
  page: Document,
): void {
  const shown = [...parent.childNodes];
  if (shown.length !== before.length) {
    // Something else, such as a translation, changed the page: start afresh.
    for (const node of shown) parent.removeChild(node);
    for (const node of after) parent.appendChild(createNode(node, page));
    return;
  }
  after.forEach((node, index) => {
    const current = shown[index];
    if (current === undefined) parent.appendChild(createNode(node, page));
    else patchNode(current, before[index] ?? '', node, page);
  });
  for (const extra of shown.slice(after.length)) parent.removeChild(extra);
}

function patchNode(current: Node, before: TreeNode, after: TreeNode, page: Document): void {
  if (typeof before === 'string' && typeof after === 'string') {
    if (before === after) return;
    const text = current as CharacterData;
    if (after.startsWith(before) && text.data === before) text.appendData(after.slice(before.length));
    else text.data = after;
  } else if (typeof before !== 'string' && typeof after !== 'string' && sameShell(before, after)) {
    patchChildren(current, before.children, after.children, page);
  } else {
    current.parentNode?.replaceChild(createNode(after, page), current);
  }
}

function sameShell(before: TreeElement, after: TreeElement): boolean {
  if (before.tag !== after.tag) return false;
  const names = Object.keys(before.attributes);
  return (
    names.length === Object.keys(after.attributes).length &&
    names.every((name) => before.attributes[name] === after.attributes[name])
  );
}
