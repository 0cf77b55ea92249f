import type { MarkedToken, Token } from 'marked';
import { hostOf, safeLink } from './links.ts';
import type { MathToken } from './math-syntax.ts';
import { decodeEntities, visibleText } from './plain-text.ts';
import { element, type TreeNode } from './tree.ts';

/** Turns code or a formula into marked-up nodes once the library for it is here; undefined until then, or if it cannot. */
export interface Enrichment {
  code?: (text: string, language: string) => TreeNode[] | undefined;
  math?: (source: string, display: boolean) => TreeNode | undefined;
}

export const text = (raw: string) => visibleText(decodeEntities(raw));

/** The nodes of inline Markdown. Raw HTML stands there as text, but for a line break. */
export function inlineTree(tokens: readonly Token[] | undefined, enrichment: Enrichment): TreeNode[] {
  return (tokens ?? []).flatMap((token) => inlineNode(token as MarkedToken | MathToken, enrichment));
}

function inlineNode(token: MarkedToken | MathToken, enrichment: Enrichment): TreeNode[] {
  const children = () => ('tokens' in token ? inlineTree(token.tokens, enrichment) : []);
  switch (token.type) {
    case 'strong':
    case 'em':
    case 'del':
      return [element(token.type, {}, children())];
    case 'codespan':
      return [element('code', {}, [visibleText(token.text)])];
    case 'br':
      return [element('br', {})];
    case 'checkbox':
      return [checkbox(Boolean(token.checked))];
    case 'html':
      return /^<br *\/?>$/i.test(token.text) ? [element('br', {})] : [visibleText(token.text)];
    case 'escape':
      return [visibleText(token.text)];
    case 'text':
      return token.tokens ? children() : [text(token.text)];
    case 'math':
      return [mathNode(String(token.text), token.display === true, enrichment)];
    case 'image':
      return [image(text(token.text), hostOf(token.href))];
    case 'link':
      return link(token.href, token.autolink === true, children());
    default:
      return [visibleText(token.raw)];
  }
}

export function mathNode(source: string, display: boolean, enrichment: Enrichment): TreeNode {
  const rendered = enrichment.math?.(source, display);
  const children = rendered === undefined ? [element('code', {}, [visibleText(source)])] : [rendered];
  const attributes = {
    class: display ? 'math display' : 'math',
    'data-math': rendered === undefined ? 'source' : 'shown',
  };
  return element('span', attributes, children);
}

export function checkbox(checked: boolean): TreeNode {
  const name = checked ? 'done' : 'not done';
  return element('span', { class: 'task', role: 'img', 'aria-label': name }, [checked ? '☑' : '☐']);
}

/** An image would call another server: its description and host stand in its place. */
function image(description: string, host: string): TreeNode {
  const words = ['image', description && `: ${description}`, host && ` (${host})`].join('');
  return element('span', { class: 'image' }, [`[${words}]`]);
}

/** A link says where it leads, unless its text is that address; what is no plain link stays text. */
function link(address: string, isBare: boolean, children: TreeNode[]): TreeNode[] {
  const target = safeLink(address);
  if (target === undefined) return children;
  if (target.href.startsWith('#')) return [element('a', { href: target.href }, children)];
  const attributes: Record<string, string> = {
    href: target.href,
    rel: 'noopener noreferrer',
    target: '_blank',
  };
  if (target.asks) attributes['data-ask'] = '';
  const anchor = element('a', attributes, children);
  return isBare ? [anchor] : [anchor, element('span', { class: 'host' }, [` (${visibleText(target.host)})`])];
}
