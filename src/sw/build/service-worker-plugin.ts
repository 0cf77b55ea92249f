import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';
import { injectManifest } from 'workbox-build';
import { listEngineFiles } from './engine-file-list.ts';
import { readOrigins } from './origins.ts';

/** Files that the running app never asks for. */
const notTheShell = [
  '_headers',
  'robots.txt',
  '**/*.map',
  'icons/maskable-*',
  'icons/monochrome*',
  'screenshots/**',
];

/** Builds `sw.js` after the app: one file, with the list of what to precache and the policies inside. */
export function serviceWorkerPlugin(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'assent-service-worker',
    apply: 'build',
    configResolved: (resolved) => {
      config = resolved;
    },
    writeBundle: {
      sequential: true,
      async handler() {
        const outDir = resolve(config.root, config.build.outDir);
        const engineFiles = listEngineFiles(outDir);
        const scratch = mkdtempSync(join(tmpdir(), 'assent-sw-'));
        try {
          await bundle(scratch, {
            __POLICY_ORIGINS__: JSON.stringify(readOrigins(join(outDir, 'models.json'))),
            __ENGINE_FILES__: JSON.stringify(engineFiles),
          });
          const { warnings } = await injectManifest({
            swSrc: join(scratch, 'sw.js'),
            swDest: join(outDir, 'sw.js'),
            globDirectory: outDir,
            globPatterns: ['**/*'],
            globIgnores: [...notTheShell, 'sw.js', ...Object.values(engineFiles).flat()],
            dontCacheBustURLsMatching: /^(?:assets|threads)\//,
          });
          if (warnings.length > 0) throw new Error(warnings.join('\n'));
        } finally {
          rmSync(scratch, { recursive: true });
        }
      },
    },
  };
}

async function bundle(outDir: string, define: Record<string, string>): Promise<void> {
  await build({
    configFile: false,
    root: import.meta.dirname,
    publicDir: false,
    logLevel: 'warn',
    define: { ...define, 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: {
        input: join(import.meta.dirname, '../sw.ts'),
        output: { format: 'iife', entryFileNames: 'sw.js' },
      },
    },
  });
}
