import katex from 'katex';
import { allowedAttributes, element, mathTags, type Tag, type TreeNode } from './tree.ts';

/** What KaTeX builds before it makes DOM nodes of it. */
interface VirtualNode {
  type?: string;
  text?: string;
  character?: string | null;
  width?: number;
  attributes?: Record<string, string>;
  children?: VirtualNode[];
}

interface TreeBuilder {
  __renderToDomTree(source: string, options: object): VirtualNode;
}

const tags: ReadonlySet<string> = new Set(mathTags);
const longest = 2000;

/** What the units that a browser knows are worth, in em of a formula (10 pt). */
const unitsInEm: Record<string, number> = {
  em: 1, ex: 0.43, pt: 0.1, px: 0.075, pc: 1.2, mm: 0.28, cm: 2.8, in: 7.2,
}; // prettier-ignore
/** How far a formula may move its parts, in em. */
const furthestBack = -2;
const furthest = 10;

/** A formula as MathML, or undefined where the source is not one. */
export function renderMath(source: string, display: boolean): TreeNode | undefined {
  if (source.length > longest) return undefined;
  const options = {
    displayMode: display,
    output: 'mathml',
    trust: false,
    strict: 'ignore',
    maxExpand: 200,
    maxSize: 10,
  };
  try {
    const built = (katex as unknown as TreeBuilder).__renderToDomTree(source, {
      ...options,
      throwOnError: true,
    });
    const formula = findMath(built);
    return formula === undefined
      ? undefined
      : element('math', display ? { display: 'block' } : {}, content(formula));
  } catch {
    return undefined;
  }
}

function findMath(node: VirtualNode): VirtualNode | undefined {
  if (node.type === 'math') return node;
  for (const child of node.children ?? []) {
    const found = findMath(child);
    if (found) return found;
  }
  return undefined;
}

function content(node: VirtualNode): TreeNode[] {
  return (node.children ?? []).flatMap(toTree);
}

/** The source that KaTeX repeats as an annotation is left out; wrappers without a tag of their own vanish. */
function toTree(node: VirtualNode): TreeNode[] {
  if (typeof node.text === 'string' && node.type === undefined) return [node.text];
  if (node.type === undefined) return node.character ? [node.character] : spaceOf(node);
  if (node.type === 'annotation') return [];
  if (!tags.has(node.type)) return content(node);
  const attributes = Object.entries(node.attributes ?? {}).filter(
    ([name, value]) => allowedAttributes.has(name) && staysNear(value),
  );
  return [element(node.type as Tag, Object.fromEntries(attributes), content(node))];
}

/** False for a length that would paint over what stands around the formula. Of several in one value, any counts. */
function staysNear(value: string): boolean {
  const lengths = String(value).matchAll(/([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([a-z]{2})/gi);
  return [...lengths].every(([, number, unit = '']) => {
    const em = Number(number) * (unitsInEm[unit] ?? 0);
    return em >= furthestBack && em <= furthest;
  });
}

function spaceOf(node: VirtualNode): TreeNode[] {
  if (typeof node.width !== 'number') return content(node);
  return node.width < furthestBack ? [] : [element('mspace', { width: `${node.width}em` })];
}
