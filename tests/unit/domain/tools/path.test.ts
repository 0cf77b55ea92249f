import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostilePaths, hostileTexts } from '../../../../src/domain/tools/hostile-values.ts';
import {
  cleanSegment,
  numberedSegment,
  pathKey,
  pathLimits,
  readPath,
} from '../../../../src/domain/tools/path.ts';

const tricks = [
  ...[
    '',
    '/',
    '/a',
    '//a',
    'a/',
    'a//b',
    '.',
    './',
    '..',
    'a/..',
    '../a',
    'a/../b',
    'a/./b',
    '.../a',
    'a/....',
  ],
  ...[
    'a\\b',
    '..\\a',
    'C:\\a',
    'c:a',
    'C:/a',
    'file:///a',
    'https://a.example/b',
    'javascript:alert(1)',
    'data:,a',
  ],
  ...['%2e%2e/a', 'a%2fb', 'a%5Cb', '%252e%252e/a', 'a%00b', 'a\0b', 'a\nb', 'a\u007fb', 'a\u0085b'],
  ...[
    'a\u202egnp.md',
    'a\u2066b',
    'a\u200eb',
    'a\u061cb',
    'a\u200bb',
    'a\u200db',
    'a\ufeffb',
    'a\u2060b',
    'a\u00adb',
  ],
  ...[
    'a\u{e0041}b',
    'a\u{e0100}b',
    'a\ufe0fb',
    'a\u3164b',
    'a\u2028b',
    'a\ud800',
    '\udc00a',
    'a\uffffb',
    'a\ue000b',
  ],
  ...[
    'a∕b',
    'a⁄b',
    'a／b',
    'a＼b',
    '․․/a',
    '‥/a',
    '…/a',
    '．．/a',
    'a/‥',
    ' ',
    'a ',
    'a.',
    'a /b',
    'a./b',
    ' a',
  ],
  ...['CON', 'nul', 'con.txt', 'NUL .md', 'a/aux', 'Com1.md', 'lpt9', 'COM¹', 'CONIN$'],
  ...['a'.repeat(121), 'é'.normalize('NFD').repeat(121), '1/2/3/4/5/6/7/8/9'],
  Array(4).fill('a'.repeat(110)).join('/'),
];
const plain = [
  ...[
    'notes/milk.md',
    'a',
    '.hidden',
    'Einkauf & Co (2).txt',
    'Wörter/日本語.md',
    'a..b',
    'a…b',
    '100%.md',
    '10:30.md',
  ],
  ...['Note: milk.md', 'console.md', 'com10', '1/2/3/4/5/6/7/8', 'a'.repeat(120), '__proto__', '🥛.md'],
];

describe('readPath', () => {
  it.each(tricks)('refuses %j', (text) => {
    expect(readPath(text)).toMatchObject({
      ok: false,
      error: {
        kind: 'path',
        guardrail: 'stay-in-workspace',
        sentence: expect.stringMatching(/^[A-Z“].*\.$/),
      },
    });
  });

  it.each(plain)('lets %j through as it is', (text) =>
    expect(readPath(text)).toEqual({ ok: true, value: text }),
  );

  it('drops a leading ./ and composes letters', () => {
    expect(readPath('./notes/e\u0301.md')).toEqual({ ok: true, value: 'notes/é.md' });
    expect(readPath('././a')).toEqual({ ok: true, value: 'a' });
  });

  const pieces = fc.constantFrom(
    ...[
      '..',
      '.',
      '/',
      '\\',
      'a',
      'É',
      'E\u0301',
      '%',
      '2e',
      '2F',
      ':',
      ' ',
      '\u202e',
      '‥',
      '／',
      'con',
      'C',
      './',
    ],
    ...['\u0344', '\ufb2c', '\u2126', 'ß', 'İ', ...hostilePaths, ...hostileTexts],
  );
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
  );

  it('lets out only plain segments, and reads them again as they are', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const read = readPath(text);
        if (!read.ok) return;
        const path = read.value;
        expect(path).toBe(path.normalize('NFC'));
        expect(path.length).toBeLessThanOrEqual(pathLimits.total);
        const segments = path.split('/');
        expect(segments.length).toBeLessThanOrEqual(pathLimits.depth);
        for (const segment of segments) {
          expect(segment).not.toMatch(/^\.*$|^\s|[\s.]$|[\\\p{Cc}\p{Cf}]/u);
          expect(segment.length).toBeLessThanOrEqual(pathLimits.segment);
        }
        // A browser that resolves it ends up below the folder, with every segment in place.
        const url = new URL(segments.map(encodeURIComponent).join('/'), 'https://a.example/work/');
        expect(url.pathname.split('/')).toHaveLength(2 + segments.length);
        expect(readPath(path)).toEqual(read);
      }),
    );
  });

  it('makes a segment of any name, and numbers it', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 2, max: 99_999 }), (name, number) => {
        const segment = cleanSegment(name);
        expect(segment).not.toContain('/');
        expect(readPath(segment)).toEqual({ ok: true, value: segment });
        const numbered = numberedSegment(segment, number);
        expect(readPath(numbered)).toMatchObject({ ok: true });
        expect(pathKey(numbered)).not.toBe(pathKey(segment));
      }),
    );
  });

  it('keys stay what they are', () => {
    for (const text of ['ẞ', 'ß', 'İ', 'ΑΣ', 'ﬁ']) expect(pathKey(pathKey(text))).toBe(pathKey(text));
    expect(pathKey('Straẞe')).toBe(pathKey('straße'));
    fc.assert(fc.property(anything, (text) => void expect(pathKey(pathKey(text))).toBe(pathKey(text))));
  });
});

describe('pathKey', () => {
  it.each([
    ['Notes/A.md', 'notes/a.MD'],
    ['é', 'e\u0301'],
    ['É', 'e\u0301'],
    ['straße', 'STRASSE'],
    ['ΟΔΟΣ', 'οδος'],
    ['\u212a', 'k'],
    ['ﬁle', 'FILE'],
  ])('%j and %j name the same file', (one, other) => expect(pathKey(one)).toBe(pathKey(other)));

  it('others do not', () => {
    expect(pathKey('a')).not.toBe(pathKey('á'));
    expect(pathKey('a/b')).not.toBe(pathKey('ab'));
  });
});

it('names of brought files stay readable', () => {
  expect(cleanSegment('plan.txt')).toBe('plan.txt');
  expect(cleanSegment('../../etc/passwd')).toMatch(/^[^/]*etc-passwd$/);
  expect(cleanSegment('a:b\u202e.md')).toBe('a-b.md');
  expect(cleanSegment('CON.txt')).toBe('_CON.txt');
  expect(cleanSegment('...')).toBe('file');
  expect(cleanSegment(`${'x'.repeat(300)}.pdf`)).toMatch(/^x+\.pdf$/);
  expect(numberedSegment('plan.txt', 2)).toBe('plan (2).txt');
  expect(numberedSegment('.hidden', 2)).toBe('.hidden (2)');
});
