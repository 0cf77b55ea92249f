import { headersFor, threads, type PolicyContext } from '../policies.ts';

/**
 * The content of a `_headers` file (Netlify, Cloudflare Pages). Such hosts join the headers of all patterns that match,
 * so no path may match two: every file and folder at the top has a line of its own, and so has every thread.
 */
export function headersFile(
  topFiles: readonly string[],
  topFolders: readonly string[],
  context: PolicyContext,
): string {
  const threadFolders = ['shared', ...threads].map((name) => `threads/${name}`);
  const folders = [...topFolders.filter((name) => name !== 'threads').toSorted(), ...threadFolders];
  const patterns = [
    { pattern: '/', path: '' },
    ...topFiles.toSorted().map((file) => ({ pattern: `/${file}`, path: file })),
    ...folders.map((folder) => ({ pattern: `/${folder}/*`, path: `${folder}/file` })),
  ];
  return patterns.map(({ pattern, path }) => block(pattern, headersFor(path, context))).join('\n');
}

const block = (pattern: string, headers: Record<string, string>) =>
  [pattern, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`), ''].join('\n');
