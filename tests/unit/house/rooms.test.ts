import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const eslint = new ESLint();

/** The ids of the rules that a line of code breaks when it stands in the given file. */
async function broken(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

describe('the room table', () => {
  const forbidden = [
    ['src/domain/planted.ts', "import { x } from '../app/app.ts'; console.log(x);\n"],
    ['src/domain/planted.ts', "import { x } from 'dexie'; console.log(x);\n"],
    ['src/storage/planted.ts', "import { x } from '../engine/gguf.ts'; console.log(x);\n"],
    ['src/engine/planted.ts', "import { x } from '../storage/open.ts'; console.log(x);\n"],
    ['src/engine/worker/planted.ts', "import { x } from '../../storage/open.ts'; console.log(x);\n"],
    ['src/tools/planted.ts', "import { x } from '../app/app.ts'; console.log(x);\n"],
    ['src/app/planted.svelte.ts', "import { x } from '../storage/open.ts'; console.log(x);\n"],
    ['src/app/planted.ts', "import { x } from 'dexie'; console.log(x);\n"],
    ['src/ui/planted.ts', "import { x } from '../engine/gguf.ts'; console.log(x);\n"],
    ['src/ui/planted.ts', "import { x } from '@mlc-ai/web-llm'; console.log(x);\n"],
    ['src/ui/planted.ts', "import { x } from '../main.ts'; console.log(x);\n"],
    ['src/sw/planted.ts', "import { x } from '../app/app.ts'; console.log(x);\n"],
  ] as const;

  it.each(forbidden)('refuses in %s: %s', async (filePath, code) => {
    expect(await broken(filePath, code)).toContain('no-restricted-imports');
  });

  const allowed = [
    ['src/storage/planted.ts', "import { x } from '../domain/result.ts'; console.log(x);\n"],
    ['src/storage/planted.ts', "import { x } from 'dexie'; console.log(x);\n"],
    ['src/engine/worker/planted.ts', "import { x } from '../../domain/result.ts'; console.log(x);\n"],
    ['src/app/planted.svelte.ts', "import { x } from 'svelte/reactivity'; console.log(x);\n"],
    ['src/ui/chat/planted.ts', "import { x } from '../../app/app.ts'; console.log(x);\n"],
    ['src/sw/planted.ts', "import { x } from 'workbox-precaching'; console.log(x);\n"],
    ['src/main.ts', "import { x } from './storage/open.ts'; console.log(x);\n"],
  ] as const;

  it.each(allowed)('allows in %s: %s', async (filePath, code) => {
    expect(await broken(filePath, code)).toEqual([]);
  });
});

describe('the pure room', () => {
  it.each([
    'export const now = () => Date.now();\n',
    'export const chance = () => Math.random();\n',
    'export const title = () => document.title;\n',
    'export const keep = () => localStorage.length;\n',
  ])('refuses %s', async (code) => {
    const rules = await broken('src/domain/planted.ts', code);
    expect(rules.some((rule) => rule.startsWith('no-restricted-'))).toBe(true);
  });
});
