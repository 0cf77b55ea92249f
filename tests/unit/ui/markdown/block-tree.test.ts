import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownTree } from '../../../../src/ui/markdown/block-tree.ts';
import {
  allowedAttributes,
  htmlTags,
  treeText,
  type TreeElement,
  type TreeNode,
} from '../../../../src/ui/markdown/tree.ts';

const elements = (nodes: readonly TreeNode[]): TreeElement[] =>
  nodes.flatMap((node) => (typeof node === 'string' ? [] : [node, ...elements(node.children)]));
const find = (source: string, tag: string) =>
  elements(markdownTree(source)).filter((node) => node.tag === tag);
const textOf = (source: string) => markdownTree(source).map(treeText).join('\n');

describe('markdownTree', () => {
  it('starts headings below those of the page', () => {
    expect(elements(markdownTree('# a\n\n## b\n\n###### c')).map(({ tag }) => tag)).toEqual([
      'h3',
      'h4',
      'h6',
    ]);
  });

  it('shows raw HTML as text', () => {
    const source = '<img src=x onerror=alert(1)>\n\nand <script>alert(2)</script> <b style="x">bold</b>';
    expect(textOf(source)).toContain('<img src=x onerror=alert(1)>');
    expect(textOf(source)).toContain('<script>alert(2)</script>');
    expect(new Set(elements(markdownTree(source)).map(({ tag }) => tag))).toEqual(new Set(['p']));
  });

  it('keeps a line break that a table cell needs', () => {
    expect(find('| a |\n| - |\n| 1<br>2 |', 'br')).toHaveLength(1);
  });

  it('shows an image as its description and host', () => {
    expect(textOf('![a chart](https://elsewhere.example/x.png?secret=1)')).toBe(
      '[image: a chart (elsewhere.example)]',
    );
    expect(textOf('[![x](https://a.example/i.png)](https://b.example/)')).toBe(
      '[image: x (a.example)] (b.example)',
    );
  });

  it('says where a link leads, unless its text is the address', () => {
    const [link] = find('[the bank](https://evil.example/login)', 'a');
    expect(link?.attributes).toEqual({
      href: 'https://evil.example/login',
      rel: 'noopener noreferrer',
      target: '_blank',
    });
    expect(textOf('[the bank](https://evil.example/login)')).toBe('the bank (evil.example)');
    expect(textOf('[https://bank.example](https://evil.example/)')).toBe(
      'https://bank.example (evil.example)',
    );
    expect(textOf('<https://a.example/x>')).toBe('https://a.example/x');
  });

  it('follows no other kind of address', () => {
    for (const address of [
      'javascript:alert(1)',
      'data:text/html,x',
      '/settings',
      '#elsewhere',
      '#/models/../x"y',
      'file:///etc/passwd',
      'blob:x',
    ]) {
      expect(find(`[x](${address})`, 'a')).toEqual([]);
    }
    expect(find('[x](jAvAsCrIpT&#58;alert(1))', 'a')).toEqual([]);
  });

  it('leads to a screen of this app in the same window', () => {
    expect(find('[x](#/models)', 'a')).toMatchObject([{ attributes: { href: '#/models' } }]);
    expect(JSON.stringify(find('[x](#/models)', 'a'))).not.toContain('_blank');
  });

  it('asks before a link that carries data away', () => {
    const asks = (address: string) => find(`[x](${address})`, 'a')[0]?.attributes['data-ask'];
    expect(asks('https://a.example/?q=short')).toBeUndefined();
    expect(asks(`https://a.example/?q=${'a'.repeat(61)}`)).toBe('');
    expect(asks(`https://a.example/#${'a'.repeat(61)}`)).toBe('');
    expect(asks('https://bank.example@evil.example/')).toBe('');
  });

  it('reads entities as what they stand for, but not inside code', () => {
    expect(textOf('a &lt;b&gt; &amp;amp; `&lt;`')).toBe('a <b> &amp; &lt;');
  });

  it('names the language of code and lets it be copied', () => {
    const tree = markdownTree('```ts title="x"\nconst a = 1;\n```');
    expect(textOf('```ts title="x"\nconst a = 1;\n```')).toBe('TypeScriptconst a = 1;');
    expect(elements(tree).some(({ attributes }) => 'data-copy' in attributes)).toBe(true);
    expect(elements(tree).find(({ tag }) => tag === 'code')?.attributes).toEqual({ 'data-language': 'ts' });
  });

  it('marks tasks as done or not', () => {
    const boxes = (source: string) => find(source, 'span').map(({ attributes }) => attributes['aria-label']);
    expect(boxes('- [x] one\n- [ ] two')).toEqual(['done', 'not done']);
    expect(boxes('- [x] one\n\n- [ ] two')).toEqual(['done', 'not done']);
  });

  it('keeps the number that a list starts with', () => {
    expect(find('3. a\n4. b', 'ol')[0]?.attributes).toEqual({ start: '3' });
  });

  it('finds formulas, and leaves money alone', () => {
    const formulas = (source: string) => find(source, 'span').map(treeText);
    expect(formulas('so $x^2$ and \\(y\\) and $$z$$')).toEqual(['x^2', 'y', 'z']);
    expect(formulas('$5 and $6, or $7.50$8')).toEqual([]);
    expect(formulas('`$x$`')).toEqual([]);
    expect(find('$$\nx\n$$', 'span')[0]?.attributes['class']).toBe('math display');
  });

  it('survives nesting that no text has', () => {
    expect(textOf(`${'>'.repeat(5000)} deep`)).toContain('deep');
    expect(textOf(`${'- '.repeat(5000)}deep`)).toContain('deep');
    expect(textOf('['.repeat(3000))).toContain('[[[');
    expect(textOf(`${'*a **b '.repeat(400)}`)).toContain('a');
  });

  it('lets nothing in that is not on the list, whatever the source', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      '[',
      '](',
      ')',
      '![',
      'javascript:',
      'https://a.example',
      'data:',
      '`',
      '```\n',
      '\n',
      '\n\n',
      '# ',
      '- ',
      '> ',
      '| ',
      '|-|\n',
      '$',
      '$$',
      '\\',
      '&#106;',
      '\u202e',
      '\u200b',
      '\u{e0041}',
      ' onclick=',
      'style=',
      '<svg onload=x>',
      '*',
      '_',
      '~~',
      'a',
    );
    const tags = new Set<string>([...htmlTags]);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const node of elements(markdownTree(pieces.join('')))) {
          expect(tags.has(node.tag)).toBe(true);
          for (const [name, value] of Object.entries(node.attributes)) {
            expect(allowedAttributes.has(name)).toBe(true);
            if (name === 'href') expect(value).toMatch(/^(https?:\/\/|mailto:)/);
          }
          expect(treeText(node)).not.toMatch(/[\u202a-\u202e\u200b\u{e0000}-\u{e007f}]/u);
        }
      }),
      { numRuns: 400, seed: 7 },
    );
  });
});
