import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const rooms = ['domain', 'storage', 'engine', 'tools', 'app', 'ui', 'sw'];

/** What each room may import: other rooms, and packages. The README's map says the same. */
const mayImport = {
  domain: { rooms: [], packages: [] },
  storage: { rooms: ['domain'], packages: ['dexie', 'comlink', '@noble/*'] },
  engine: { rooms: ['domain'], packages: ['comlink', '@mlc-ai/web-llm', '@wllama/*', 'hash-wasm'] },
  tools: {
    rooms: ['domain'],
    packages: [
      'comlink',
      'mathjs',
      'chrono-node',
      'temporal-polyfill',
      '@cfworker/json-schema',
      'quickjs-emscripten-core',
      '@jitl/*',
    ],
  },
  app: { rooms: ['domain'], packages: ['svelte', 'svelte/*'] },
  ui: {
    rooms: ['app', 'domain'],
    packages: ['svelte', 'svelte/*', 'marked', 'lowlight', 'highlight.js/**', 'katex', 'hast', 'chart.js'],
  },
  sw: { rooms: [], packages: ['workbox-*'] },
};

/**
 * The room table of the README, as lint rules: one block a room, and one more for the folders of a room, since `../tools/` is the
 * room `tools` at the top of `domain/` and `domain/tools/` one folder deeper.
 */
const roomRules = rooms.flatMap((room) => {
  const { rooms: allowed, packages } = mayImport[room];
  const closed = rooms.filter((other) => other !== room && !allowed.includes(other));
  const block = (files, ways) => ({
    files,
    ignores: ['src/sw/build/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^${ways}(?:${closed.join('|')})/|/main\\.ts$`,
              message: `${room}/ may import only: ${allowed.join(', ') || 'nothing'}.`,
            },
            {
              regex: `^(?!\\.{1,2}/|virtual:)(?!(?:${packages.map(packageToRegex).join('|') || '$^'})$)`,
              message: `${room}/ may use only these packages: ${packages.join(', ') || 'none'}.`,
            },
          ],
        },
      ],
    },
  });
  return [
    block([`src/${room}/*.{ts,svelte}`], '\\.\\./'),
    block([`src/${room}/*/**/*.{ts,svelte}`], '(?:\\.\\./){2,}'),
  ];
});

/** `svelte/*` as a regular expression over an import's source; Vite's `?url` suffixes are let through. */
function packageToRegex(name) {
  return name.replaceAll('/', '\\/').replace(/\*+/g, '.+') + '(?:\\/.*)?(?:\\?.*)?';
}

/** A pure room has no clock, no chance and no browser. */
const impure = [
  ...Object.keys(globals.browser).filter(
    (name) => !['AbortSignal', 'File', 'URL', 'structuredClone'].includes(name),
  ),
  'Date',
  'process',
].map((name) => ({ name, message: 'domain/ is pure: take it through a port.' }));

export default ts.config(
  { ignores: ['dist/', 'dist-*/', 'node_modules/', 'tests/planted/', 'test-results/', '.cache/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'TSEnumDeclaration', message: 'Use a union.' },
      ],
      'svelte/no-at-html-tags': 'error',
      // Every link here is a hash route or leaves the app: there is no SvelteKit to resolve it.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  {
    files: ['*.config.{js,ts}', '.size-limit.js', 'src/sw/build/**', 'tests/**'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['src/domain/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...impure],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'domain/ is pure: take chance through a port.' },
      ],
    },
  },
  {
    files: ['src/**/worker/*.ts', 'src/sw/sw.ts'],
    languageOptions: { globals: globals.worker },
    rules: { 'no-restricted-globals': ['error', 'window', 'document', 'localStorage'] },
  },
  ...roomRules,
);
