import { healTail, splitBlocks, type MarkdownBlocks } from '../../domain/markdown-blocks.ts';
import { markdownTree } from './block-tree.ts';
import { patchChildren } from './dom.ts';
import type { Enrichment } from './inline-tree.ts';
import type { TreeNode } from './tree.ts';

export interface ViewDeps {
  page: Document;
  /** Loads the library for code or formulas, once. */
  loadCode(): Promise<NonNullable<Enrichment['code']>>;
  loadMath(): Promise<NonNullable<Enrichment['math']>>;
  /** Calls back once the page has had time for something else. */
  later(run: () => void): void;
}

/** Libraries that are here already, shared by all answers. */
const loaded: Enrichment = {};

interface ShownBlock {
  source: string;
  tree: TreeNode[];
  host: HTMLElement;
  /** Its code has its colours, or has none to get. */
  coloured: boolean;
}

/**
 * One answer on the page. Each block of Markdown has its own box: finished ones are never read again, except to colour
 * code and to set a formula when the library for it arrives.
 */
export class MarkdownView {
  readonly #root: HTMLElement;
  readonly #deps: ViewDeps;
  #cut: MarkdownBlocks | undefined;
  #blocks: ShownBlock[] = [];
  #tail: ShownBlock | undefined;
  #live = false;
  #isColouring = false;
  #isLoading = false;

  constructor(root: HTMLElement, deps: ViewDeps) {
    this.#root = root;
    this.#deps = deps;
  }

  /** Shows `source`; while `live`, what its end leaves open is closed for the eye. */
  show(source: string, live: boolean): void {
    const cut = splitBlocks(source, this.#cut);
    const kept = cut.blocks.findIndex((block, index) => this.#blocks[index]?.source !== block);
    this.#drop(kept === -1 ? cut.blocks.length : kept);
    for (const block of cut.blocks.slice(this.#blocks.length)) this.#finish(block);
    this.#showTail(live ? healTail(cut.tail) : cut.tail);
    this.#cut = cut;
    this.#live = live;
    this.#enrich();
  }

  #drop(from: number): void {
    for (const block of this.#blocks.splice(from)) block.host.remove();
  }

  /** The tail's box becomes the finished block's: what it shows already stays. */
  #finish(source: string): void {
    const box = this.#tail ?? this.#box();
    this.#tail = undefined;
    this.#render(box, source);
    this.#blocks.push(box);
  }

  #showTail(source: string): void {
    if (source.trim() === '') {
      this.#tail?.host.remove();
      this.#tail = undefined;
      return;
    }
    this.#tail ??= this.#box();
    if (this.#tail.source !== source) this.#render(this.#tail, source);
  }

  #box(): ShownBlock {
    const host = this.#deps.page.createElement('div');
    host.className = 'block';
    this.#root.appendChild(host);
    return { source: '', tree: [], host, coloured: false };
  }

  #render(box: ShownBlock, source: string, colours = false): void {
    const { math, code } = loaded;
    const tree = markdownTree(source, { ...(math && { math }), ...(colours && code && { code }) });
    patchChildren(box.host, box.tree, tree, this.#deps.page);
    Object.assign(box, { tree, source, coloured: colours });
  }

  /** What needs a library asks for it; what is whole gets its colours, a block at a time. */
  #enrich(): void {
    const needsCode = this.#root.querySelector('[data-language]') !== null;
    const needsMath = !loaded.math && this.#root.querySelector('[data-math="source"]') !== null;
    if ((needsCode && !loaded.code) || needsMath) void this.#load(needsCode, needsMath);
    else if (needsCode) this.#colour();
  }

  async #load(code: boolean, math: boolean): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      if (code) loaded.code ??= await this.#deps.loadCode();
      if (math) loaded.math ??= await this.#deps.loadMath();
    } catch {
      return; // Plain code and formulas in their source are still readable; they are not asked for again.
    }
    this.#isLoading = false;
    for (const block of this.#shown()) {
      if (block.host.querySelector('[data-math="source"]')) this.#render(block, block.source, block.coloured);
    }
    this.#enrich();
  }

  #shown(): ShownBlock[] {
    return this.#tail ? [...this.#blocks, this.#tail] : this.#blocks;
  }

  #colour(): void {
    if (this.#isColouring) return;
    const whole = this.#live ? this.#blocks : this.#shown();
    const next = whole.find(
      (block) => !block.coloured && block.host.querySelector('[data-language]') !== null,
    );
    if (next === undefined) return;
    this.#isColouring = true;
    this.#deps.later(() => {
      this.#isColouring = false;
      if (this.#shown().includes(next)) this.#render(next, next.source, true);
      this.#colour();
    });
  }
}
