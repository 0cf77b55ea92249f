import { describe, expect, it } from 'vitest';
import { safeLink } from '../../../../src/ui/markdown/links.ts';

const asks = (address: string) => safeLink(address)?.asks;

describe('safeLink', () => {
  it('knows web and mail addresses only', () => {
    expect(safeLink('javascript:alert(1)')).toBeUndefined();
    expect(safeLink('/models')).toBeUndefined();
    expect(safeLink('https://')).toBeUndefined();
    expect(safeLink(' HTTPS://a.example ')).toEqual({
      href: 'https://a.example/',
      host: 'a.example',
      asks: false,
    });
  });

  it('follows an ordinary link without a question', () => {
    expect(asks('https://en.wikipedia.org/wiki/Compound_interest#History')).toBe(false);
    expect(asks('https://a.example/2026/11/a-title-of-the-usual-length-for-an-article?page=2')).toBe(false);
    expect(asks('mailto:someone@a.example')).toBe(false);
  });

  it('asks before a long text leaves, wherever in the address it stands', () => {
    const text = 'x'.repeat(61);
    expect(asks(`https://a.example/?q=${text}`)).toBe(true);
    expect(asks(`https://a.example/#${text}`)).toBe(true);
    expect(asks(`https://a.example/${text}/end`)).toBe(true);
    expect(asks(`https://${text}.example/`)).toBe(true);
    expect(asks(`https://a.example/${'words/'.repeat(30)}`)).toBe(true);
    expect(asks(`mailto:${text}@a.example`)).toBe(true);
    expect(asks('https://name:word@a.example/')).toBe(true);
  });
});
