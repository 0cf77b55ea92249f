import { describe, expect, it } from 'vitest';
import { renderMath } from '../../../../src/ui/markdown/math.ts';
import {
  allowedAttributes,
  mathTags,
  treeText,
  type TreeElement,
  type TreeNode,
} from '../../../../src/ui/markdown/tree.ts';

const elements = (node: TreeNode | undefined): TreeElement[] =>
  node === undefined || typeof node === 'string' ? [] : [node, ...node.children.flatMap(elements)];

describe('renderMath', () => {
  it('gives MathML without the source beside it', () => {
    const formula = renderMath('\\frac{a}{b}', false);
    expect(elements(formula).map(({ tag }) => tag)).toEqual(['math', 'mrow', 'mfrac', 'mi', 'mi']);
    expect(formula && treeText(formula)).toBe('ab');
  });

  it('marks a formula of its own as a block', () => {
    expect(elements(renderMath('x', true))[0]?.attributes).toEqual({ display: 'block' });
  });

  it('gives nothing for what is no formula', () => {
    expect(renderMath('\\frac{', false)).toBeUndefined();
    expect(renderMath('x'.repeat(2001), false)).toBeUndefined();
  });

  it('stops at a macro that grows without end', () => {
    expect(renderMath('\\def\\a{\\a\\a}\\a', false)).toBeUndefined();
  });

  it('keeps small shifts and drops those that would cover something else', () => {
    const lengths = (source: string) =>
      elements(renderMath(source, true)).flatMap(({ tag, attributes }) =>
        ['voffset', 'width', 'height', 'depth']
          .filter((name) => attributes[name] !== undefined)
          .map((name) => `${tag} ${name} ${attributes[name]}`),
      );
    expect(lengths('a\\raisebox{-2pt}{b}')).toEqual(['mpadded voffset -2pt']);
    expect(lengths('a\\raisebox{0.5em}{b}')).toEqual(['mpadded voffset 0.5em']);
    expect(lengths('a\\hspace{-1em}b')).toEqual(['mspace width -1em']);
    for (const far of ['-40em', '-400pt', '-15cm', '-9in', '40em', '300mm'])
      expect(lengths(`a\\raisebox{${far}}{b}`)).toEqual([]);
    expect(lengths('a\\hspace{-40em}b')).toEqual([]);
    expect(lengths('a\\kern-40em b')).toEqual([]);
  });

  it('lets in neither links, images, ids nor styles', () => {
    const sources = [
      '\\href{javascript:alert(1)}{x}',
      '\\includegraphics{https://a.example/x.png}',
      '\\htmlStyle{color:red}{x}',
      '\\htmlId{main}{x}',
      '\\pmb{x}',
      '\\fcolorbox{red}{blue}{x}',
      '\\textcolor{red}{x}',
      '\\begin{pmatrix}a&b\\end{pmatrix}',
    ];
    const tags = new Set<string>(mathTags);
    for (const node of sources.flatMap((source) => elements(renderMath(source, true)))) {
      expect(tags.has(node.tag)).toBe(true);
      for (const name of Object.keys(node.attributes)) {
        expect(allowedAttributes.has(name)).toBe(true);
        expect(['href', 'style', 'id', 'class', 'src']).not.toContain(name);
      }
    }
  });
});
