/** As much of a document as the Markdown view touches. */
export class FakeNode {
  childNodes: FakeNode[] = [];
  parentNode: FakeNode | null = null;
  attributes: Record<string, string> = {};
  className = '';
  readonly tag: string;
  data: string;

  constructor(tag: string, data = '') {
    this.tag = tag;
    this.data = data;
  }

  setAttribute(name: string, value: string) {
    this.attributes[name] = value;
  }

  appendData(data: string) {
    this.data += data;
  }

  appendChild(child: FakeNode) {
    child.parentNode?.removeChild(child);
    this.childNodes.push(child);
    child.parentNode = this;
  }

  removeChild(child: FakeNode) {
    this.childNodes.splice(this.#indexOf(child), 1);
    child.parentNode = null;
  }

  replaceChild(next: FakeNode, child: FakeNode) {
    this.childNodes[this.#indexOf(child)] = next;
    next.parentNode = this;
    child.parentNode = null;
  }

  remove() {
    this.parentNode?.removeChild(this);
  }

  /** Takes attribute selectors only, such as `[a], [b="c"]`. */
  querySelector(selector: string): FakeNode | null {
    const wanted = selector.split(', ').map((part) => /^\[([\w-]+)(?:="([^"]*)")?\]$/.exec(part));
    for (const child of this.childNodes) {
      const isMatch = wanted.some((match) => {
        const value = child.attributes[match?.[1] ?? ''];
        return value !== undefined && (match?.[2] === undefined || match[2] === value);
      });
      const found = isMatch ? child : child.querySelector(selector);
      if (found) return found;
    }
    return null;
  }

  /** The page as it would be written down. */
  get markup(): string {
    if (this.tag === '#text') return this.data;
    const attributes = Object.entries(this.attributes).map(([name, value]) => ` ${name}="${value}"`);
    const inside = this.childNodes.map((child) => child.markup).join('');
    return `<${this.tag}${attributes.join('')}>${inside}</${this.tag}>`;
  }

  #indexOf(child: FakeNode): number {
    const index = this.childNodes.indexOf(child);
    if (index === -1) throw new Error('not a child');
    return index;
  }
}

export class FakeDocument {
  made = 0;

  createElement(tag: string) {
    this.made += 1;
    return new FakeNode(tag);
  }

  createElementNS(_namespace: string, tag: string) {
    return this.createElement(tag);
  }

  createTextNode(data: string) {
    return new FakeNode('#text', data);
  }
}

/** The fake stands where code wants the real thing. */
export const fakePage = () => {
  const page = new FakeDocument();
  const root = new FakeNode('root');
  return { page, root, document: page as unknown as Document, element: root as unknown as HTMLElement };
};
