import { describe, expect, it } from 'vitest';
import { decodeEntities, visibleText } from '../../../../src/ui/markdown/plain-text.ts';

describe('visibleText', () => {
  it('takes out what deceives the eye', () => {
    expect(visibleText('pay\u202Efdp.exe')).toBe('payfdp.exe');
    expect(visibleText('a\u200Bb\u2066c\u2069d\uFEFFe\u0000f\u{E0041}g')).toBe('abcdefg');
    expect(visibleText('no\u200Dthing')).toBe('nothing');
  });

  it('keeps line feeds and tabs', () => {
    expect(visibleText('a\n\tb\r\n')).toBe('a\n\tb\n');
  });

  it('keeps the joiners of emoji and of scripts that need them', () => {
    for (const text of ['👩‍👧', '🏳️‍🌈', 'می‌خواهم', 'क्‍ष']) expect(visibleText(text)).toBe(text);
  });
});

describe('decodeEntities', () => {
  it('reads names and numbers', () => {
    expect(decodeEntities('&lt;&#38;&#x26;&nbsp;&hellip;')).toBe('<&&\u00A0…');
  });

  it('leaves alone what it does not know', () => {
    for (const text of ['&unknown;', '&#0;', '&#xD800;', '&#1114112;', '& b', '&constructor;']) {
      expect(decodeEntities(text)).toBe(text);
    }
  });
});
