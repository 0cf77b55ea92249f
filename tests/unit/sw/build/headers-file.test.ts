import fc from 'fast-check';
import { expect, test } from 'vitest';
import { headersFile } from '../../../../src/sw/build/headers-file.ts';
import { headersFor, threads } from '../../../../src/sw/policies.ts';

const context = { modelOrigins: [], serverOrigins: [], loopbackPage: false };
const topFiles = ['index.html', 'sw.js', 'models.json', 'manifest.webmanifest', 'robots.txt'];
const topFolders = ['assets', 'icons', 'threads'];
const blocks = parse(headersFile(topFiles, topFolders, context));

/** Reads the format as the hosts document it: a pattern, then indented headers. */
function parse(text: string): { pattern: string; headers: Record<string, string> }[] {
  return text
    .split('\n\n')
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const [pattern = '', ...lines] = block.trimEnd().split('\n');
      const headers = lines.map((line): [string, string] => {
        const [, name = '', value = ''] = /^ {2}([\w-]+): (.*)$/.exec(line) ?? [];
        return [name, value];
      });
      return { pattern, headers: Object.fromEntries(headers) };
    });
}

const matches = (pattern: string, path: string) =>
  pattern.endsWith('/*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;

const folders = [
  'assets',
  'icons',
  'threads/shared',
  'elsewhere',
  ...threads.map((name) => `threads/${name}`),
];
const paths = fc.oneof(
  fc.constantFrom('/', ...topFiles.map((file) => `/${file}`)),
  fc
    .tuple(fc.constantFrom(...folders), fc.stringMatching(/^[\w-]{1,12}\.\w{2,4}$/))
    .map((parts) => `/${parts.join('/')}`),
  fc.webPath(),
);

test('no path matches two patterns', () => {
  fc.assert(
    fc.property(paths, (path) => {
      expect(blocks.filter(({ pattern }) => matches(pattern, path)).length).toBeLessThanOrEqual(1);
    }),
  );
});

test('what a pattern says is what the table says of every path that it matches', () => {
  fc.assert(
    fc.property(paths, (path) => {
      for (const { pattern, headers } of blocks) {
        if (matches(pattern, path)) expect(headers).toEqual(headersFor(path.slice(1), context));
      }
    }),
  );
});

test('every file at the top and every thread is covered', () => {
  for (const path of [
    '/',
    ...topFiles.map((file) => `/${file}`),
    ...threads.map((name) => `/threads/${name}/a.js`),
  ]) {
    expect([path, blocks.filter(({ pattern }) => matches(pattern, path)).length]).toEqual([path, 1]);
  }
});
