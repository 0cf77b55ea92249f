import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };
import { fileURLToPath } from 'node:url';
import { readOrigins } from './src/sw/build/origins.ts';
import { programOf } from './src/sw/build/program.ts';
import { policyPlugin } from './src/sw/build/policy-plugin.ts';
import { serviceWorkerPlugin } from './src/sw/build/service-worker-plugin.ts';

/** `src/engine/worker/webllm.worker.ts` becomes `threads/webllm/webllm-<hash>.js`: a policy goes by that prefix. */
const threadFileName = ({ name }: { name: string }) => {
  const thread = name.replace(/\.worker$/, '');
  return `threads/${thread}/${thread}-[hash].js`;
};

const modelList = fileURLToPath(new URL('public/models.json', import.meta.url));
const version = process.env['ASSENT_VERSION'] ?? packageJson.version;

/** Unit tests that need a process of their own: what stands for the databases is global. */
const changeTheirGlobals = [
  'tests/unit/storage/**/*.test.ts',
  'tests/unit/engine/worker/download-without-database.test.ts',
];

/**
 * What is loaded late comes in a few parts: each file costs the first visit a request, and the service worker a place in its
 * cache. First what the composer needs, then what several screens share, then what is small and belongs together.
 */
const parts = [
  { name: 'start', tags: ['$initial' as const], priority: 3 },
  {
    name: 'arithmetic',
    test: /node_modules\/(?:mathjs|decimal\.js|complex\.js|fraction\.js)\//,
    priority: 2,
  },
  {
    name: 'shared',
    test: /\/src\//,
    minShareCount: 2,
    entriesAware: true,
    entriesAwareMergeThreshold: 20_000,
    priority: 1,
  },
  { name: 'screening', test: /\/src\/domain\/screening\// },
  { name: 'bundles', test: /\/src\/domain\/bundle\// },
  {
    name: 'models',
    test: /\/src\/(?:engine\/[^/]+|app\/(?:model-checks|offered-models|device-check|storage-use|recovery)[^/]*)$/,
  },
  { name: 'tools', test: /\/src\/app\/(?:tool-(?:host|maker|offers|run)|turn-tools|instant-answers)[^/]*$/ },
  {
    name: 'answers',
    test: /\/src\/ui\/chat\/(?:ToolCalls|InstantNote|CareNote|KeepTestDialog|SentPromptDialog|LearningNotice|ConfirmCall|ChatProblem)/,
  },
];

/** A shared part is named after all that share it: too long for a file. */
const short = (name: string) => name.replace(/~.*$/, '');
const partFileName = ({ name }: { name: string }) => `assets/${short(name)}-[hash].js`;
const assetFileName = ({ names: [name = 'asset'] }: { names: string[] }) =>
  `assets/${short(name.replace(/\.[^.]*$/, ''))}-[hash][extname]`;

export default defineConfig({
  root: 'src',
  base: './',
  publicDir: '../public',
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    // Policies forbid `data:` fonts and styles; every asset is a file.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      output: {
        chunkFileNames: partFileName,
        assetFileNames: assetFileName,
        codeSplitting: { groups: parts },
      },
    },
  },
  worker: {
    format: 'es',
    rolldownOptions: {
      output: { entryFileNames: threadFileName, chunkFileNames: 'threads/shared/[name]-[hash].js' },
    },
  },
  define: {
    __APP_VERSION__: JSON.stringify(version),
    __POLICY_ORIGINS__: JSON.stringify(readOrigins(modelList)),
    __PROGRAM__: JSON.stringify(programOf(fileURLToPath(new URL('src', import.meta.url)), version)),
  },
  plugins: [
    svelte({ configFile: fileURLToPath(new URL('svelte.config.js', import.meta.url)) }),
    policyPlugin(),
    serviceWorkerPlugin(),
  ],
  preview: { host: '127.0.0.1', port: 4173 },
  server: { host: '127.0.0.1' },
  test: {
    root: '.',
    environment: 'node',
    testTimeout: process.env['ASSENT_LONG'] === undefined ? 20_000 : 600_000,
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['tests/unit/**/*.test.ts'],
          exclude: changeTheirGlobals,
          // A process for each file costs more than its tests; the second set-up file holds them to leaving no trace.
          isolate: false,
          setupFiles: ['tests/unit/fuzz-counts.ts', 'tests/unit/no-trace.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: changeTheirGlobals, setupFiles: ['tests/unit/fuzz-counts.ts'] },
      },
    ],
  },
});
