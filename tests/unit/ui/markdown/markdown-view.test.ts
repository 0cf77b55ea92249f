import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight } from '../../../../src/ui/markdown/highlight.ts';
import { MarkdownView } from '../../../../src/ui/markdown/markdown-view.ts';
import { renderMath } from '../../../../src/ui/markdown/math.ts';
import { fakePage } from '../fake-document.ts';

const never = () => new Promise<never>(() => undefined);

type Libraries = Omit<ConstructorParameters<typeof MarkdownView>[1], 'page'>;

const noLibraries: Libraries = { loadCode: never, loadMath: never, later: () => undefined };
const libraries: Libraries = {
  loadCode: async () => highlight,
  loadMath: async () => renderMath,
  later: (run) => void setTimeout(run),
};

function createView(brought = noLibraries) {
  const { root, page, document, element } = fakePage();
  return { root, page, view: new MarkdownView(element, { page: document, ...brought }) };
}

const sample = [
  '# Title\n\nSome **bold** text with `code`, a [link](https://a.example/) and more.\n\n',
  '- one\n- two\n  - three\n\n1. a\n2. b\n\n',
  '```js\nconst a = "`";\n```\n\n> quote\n> more\n\n',
  '| a | b |\n| - | - |\n| 1 | 2 |\n\nThe end, $x$.\n',
].join('');

describe('MarkdownView', () => {
  it('shows the same page for an answer that streamed as for one that came whole', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: sample.length }), { maxLength: 30 }), (cuts) => {
        const streamed = createView();
        for (const cut of cuts.toSorted((one, other) => one - other))
          streamed.view.show(sample.slice(0, cut), true);
        streamed.view.show(sample, false);
        const whole = createView();
        whole.view.show(sample, false);
        expect(streamed.root.markup).toBe(whole.root.markup);
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  it('does not touch a finished block again', () => {
    const { root, view } = createView();
    view.show('first paragraph\n\nsecond', true);
    const [first] = root.childNodes;
    const paragraph = first?.childNodes[0];
    view.show('first paragraph\n\nsecond grows and grows', true);
    expect(root.childNodes[0]?.childNodes[0]).toBe(paragraph);
  });

  it('only adds text where a growing block grows', () => {
    const { page, view } = createView();
    view.show('- one\n- two', true);
    const before = page.made;
    view.show('- one\n- two and a half', true);
    expect(page.made).toBe(before);
  });

  it('starts again where another text is shown', () => {
    const { root, view } = createView();
    view.show('one\n\ntwo\n\nthree', false);
    view.show('other', false);
    expect(root.markup).toBe('<root><div><p dir="auto">other</p></div></root>');
  });

  it('colours code and sets formulas once their libraries are here', async () => {
    const { root, view } = createView(libraries);
    view.show('```js\nconst a = 1;\n```\n\n$x^2$\n', false);
    await expect.poll(() => root.markup).toContain('<msup>');
    await expect.poll(() => root.markup).toContain('class="hljs-keyword"');
    expect(root.markup).not.toContain('data-language');
  });

  it('colours code only once it is whole', async () => {
    const { root, view } = createView(libraries);
    view.show('```js\nconst a = 1;\n', true);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(root.markup).not.toContain('hljs');
    view.show('```js\nconst a = 1;\n```\n', true);
    await expect.poll(() => root.markup).toContain('class="hljs-keyword"');
  });
});
