import type { MarkedToken, Token, Tokens } from 'marked';
import { codeBlock } from './code-block.ts';
import { checkbox, inlineTree, mathNode, text, type Enrichment } from './inline-tree.ts';
import { lex } from './lexer.ts';
import type { MathToken } from './math-syntax.ts';
import { visibleText } from './plain-text.ts';
import { element, joinText, type Tag, type TreeNode } from './tree.ts';

/** Headings of an answer start below those of the page and of the message. */
const headings: Tag[] = ['h3', 'h4', 'h5', 'h6'];

/** Markdown source as a tree of allowed elements. */
export function markdownTree(source: string, enrichment: Enrichment = {}): TreeNode[] {
  return blockTree(lex(source), enrichment);
}

function blockTree(tokens: readonly Token[], enrichment: Enrichment): TreeNode[] {
  return joinText(tokens.flatMap((token) => blockNode(token as MarkedToken | MathToken, enrichment)));
}

function blockNode(token: MarkedToken | MathToken, enrichment: Enrichment): TreeNode[] {
  switch (token.type) {
    case 'space':
    case 'def':
      return [];
    case 'paragraph':
      return [element('p', { dir: 'auto' }, inlineTree(token.tokens, enrichment))];
    case 'heading': {
      const tag = headings[Math.min(Number(token.depth), headings.length) - 1] ?? 'h6';
      return [element(tag, { dir: 'auto' }, inlineTree(token.tokens, enrichment))];
    }
    case 'code':
      return [codeBlock(visibleText(token.text), token.lang ?? '', enrichment)];
    case 'blockquote':
      return [element('blockquote', {}, blockTree(token.tokens ?? [], enrichment))];
    case 'hr':
      return [element('hr', {})];
    case 'list':
      return [list(token as Tokens.List, enrichment)];
    case 'table':
      return [table(token as Tokens.Table, enrichment)];
    case 'math':
      return [element('p', { class: 'formula' }, [mathNode(String(token.text), true, enrichment)])];
    case 'html':
      return [element('p', { class: 'raw' }, [visibleText(token.text.trimEnd())])];
    case 'text':
      return token.tokens ? inlineTree(token.tokens, enrichment) : [text(token.text)];
    default:
      return inlineTree([token], enrichment);
  }
}

function list(token: Tokens.List, enrichment: Enrichment): TreeNode {
  const items = token.items.map((item) => {
    const attributes: Record<string, string> = item.task
      ? { class: 'has-task', dir: 'auto' }
      : { dir: 'auto' };
    const children = blockTree(item.tokens, enrichment);
    const hasBox = JSON.stringify(children[0] ?? '').includes('"class":"task"');
    return element(
      'li',
      attributes,
      item.task && !hasBox ? [checkbox(item.checked === true), ...children] : children,
    );
  });
  const start = Number(token.start);
  const numbered = token.ordered && Number.isSafeInteger(start) && start !== 1;
  return element(token.ordered ? 'ol' : 'ul', numbered ? { start: String(start) } : {}, items);
}

function table(token: Tokens.Table, enrichment: Enrichment): TreeNode {
  const cell = (tag: 'th' | 'td') => (source: Tokens.TableCell) => {
    const attributes: Record<string, string> = { dir: 'auto' };
    if (source.align !== null) attributes['data-align'] = source.align;
    if (tag === 'th') attributes['scope'] = 'col';
    return element(tag, attributes, inlineTree(source.tokens, enrichment));
  };
  const head = element('thead', {}, [element('tr', {}, token.header.map(cell('th')))]);
  const rows = token.rows.map((row) => element('tr', {}, row.map(cell('td'))));
  const whole = element('table', {}, rows.length > 0 ? [head, element('tbody', {}, rows)] : [head]);
  return element('div', { class: 'wide', role: 'group', 'aria-label': 'Table', tabindex: '0' }, [whole]);
}
