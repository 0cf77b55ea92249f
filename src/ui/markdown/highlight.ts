import type { ElementContent } from 'hast';
import { common, createLowlight } from 'lowlight';
import { element, joinText, type TreeNode } from './tree.ts';

const lowlight = createLowlight(common);

/** Code cut into coloured spans, or undefined for a language that is not known. */
export function highlight(code: string, language: string): TreeNode[] | undefined {
  if (!lowlight.registered(language)) return undefined;
  return joinText(
    lowlight.highlight(language, code).children.flatMap((node) => toTree(node as ElementContent)),
  );
}

function toTree(node: ElementContent): TreeNode[] {
  if (node.type === 'text') return [node.value];
  if (node.type !== 'element') return [];
  const names = node.properties['className'];
  const children = node.children.flatMap(toTree);
  return [element('span', Array.isArray(names) ? { class: names.join(' ') } : {}, children)];
}
