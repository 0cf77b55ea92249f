import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import type { ToolTag } from '../../../src/domain/watching/capability-overhang.ts';
import type { JsonSchema } from '../../../src/domain/generation.ts';
import type { ToolName } from '../../../src/domain/tools/tool.ts';
import { toolLine, toolList, tools } from '../../../src/tools/registry.ts';
import { createValidator } from '../../../src/tools/validate.ts';

const folder = new URL('../../../src/tools/', import.meta.url);

/** What stands beside the tools. A file that is neither here nor in the registry is a tool that was forgotten. */
const notTools = [
  'at-stake.ts',
  'cage-problems.ts',
  'cage-wasm.ts',
  'cage-wire.ts',
  'cage.ts',
  'define-tool.ts',
  'file-words.ts',
  'later.ts',
  'lists.ts',
  'local-time.ts',
  'reading-limit.ts',
  'registry.ts',
  'toolbox.ts',
  'validate.ts',
];

const toolFiles = readdirSync(folder).filter((name) => name.endsWith('.ts') && !notTools.includes(name));

describe('the registry', () => {
  it('holds every tool file of the folder, and nothing else', () => {
    const names = toolFiles.map((file) => file.replace(/\.ts$/, '').replaceAll('-', '_'));
    expect(Object.keys(tools).sort()).toEqual(names.sort());
  });

  it('has each tool under its own name', () => {
    for (const [name, tool] of Object.entries(tools)) expect(tool.name).toBe(name);
    expect(toolList).toEqual(Object.values(tools));
  });

  it('says one short line for each in the prompt', () => {
    const lines = toolList.map(toolLine);
    expect(lines).toHaveLength(toolList.length);
    for (const line of lines) {
      expect(line).toMatch(/^[a-z_]+\([a-z_, ]*\): [A-Z].+\.$/);
      expect(line.length, line).toBeLessThan(90);
    }
    expect(lines).toContain('read_file(path): Reads a note or file.');
    expect(lines).toContain('date_time(): Tells the date, the time, the weekday and the week now.');
  });

  it('loads no package and nothing large before a tool is used', () => {
    const seen = new Set<string>();
    const open = [new URL('registry.ts', folder)];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next.href)) continue;
      seen.add(next.href);
      const source = readFileSync(next, 'utf8');
      for (const [, from = ''] of source.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)';/gm)) {
        expect(from, next.href).toMatch(/^\.{1,2}\//);
        expect(from, next.href).not.toMatch(/instant|local-time|lists/);
        open.push(new URL(from, next));
      }
    }
    expect(seen.size).toBeGreaterThan(toolList.length);
  });

  it('is under 4 KB, as it travels', { timeout: 30_000 }, async () => {
    const built = await build({
      configFile: false,
      logLevel: 'error',
      build: {
        write: false,
        target: 'es2022',
        lib: { entry: fileURLToPath(new URL('registry.ts', folder)), formats: ['es'] },
        rollupOptions: { external: [/instant|local-time|lists\.ts/], output: { minify: true } },
      },
    });
    const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
    const code = outputs.map((one) => (one.type === 'chunk' ? one.code : '')).join('');
    expect(code).toContain('set_reminder');
    expect(gzipSync(code).length).toBeLessThan(4_096);
  });
});

const tags: Record<ToolName, readonly ToolTag[]> = {
  calculate: [],
  date_time: [],
  list_files: ['private_read', 'untrusted_in'],
  read_file: ['private_read', 'untrusted_in'],
  search_files: ['private_read', 'untrusted_in'],
  search_conversations: ['private_read', 'untrusted_in'],
  write_file: ['persistent_write', 'destructive'],
  append_file: ['persistent_write'],
  add_to_list: ['persistent_write'],
  rename_file: ['persistent_write', 'destructive'],
  delete_file: ['destructive', 'persistent_write'],
  set_reminder: ['persistent_write'],
};

const perTurn: Record<ToolName, number> = {
  calculate: 5,
  date_time: 2,
  list_files: 5,
  read_file: 5,
  search_files: 5,
  search_conversations: 5,
  write_file: 3,
  append_file: 3,
  add_to_list: 3,
  rename_file: 3,
  delete_file: 2,
  set_reminder: 2,
};

const valid: Record<ToolName, unknown> = {
  calculate: { expression: '1 + 1' },
  date_time: {},
  list_files: {},
  read_file: { path: 'a.md' },
  search_files: { query: 'milk' },
  search_conversations: { query: 'milk' },
  write_file: { path: 'a.md', text: '' },
  append_file: { path: 'a.md', text: 'x' },
  add_to_list: { list: 'shopping', items: ['eggs'] },
  rename_file: { from: 'a.md', to: 'b.md' },
  delete_file: { path: 'a.md' },
  set_reminder: { text: 'call', in_minutes: 5 },
};

const longest: Record<string, number> = {
  path: 400,
  from: 400,
  to: 400,
  folder: 400,
  query: 200,
  expression: 200,
};

interface Shape {
  type: string;
  description?: string;
  maxLength?: number;
  maxItems?: number;
  items?: Shape;
}
const propertiesOf = (schema: JsonSchema) => Object.entries(schema['properties'] as Record<string, Shape>);

describe.each(toolList.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  it('says what it can do and how often', () => {
    expect([...tool.tags].sort()).toEqual([...tags[name]].sort());
    expect(tool.perTurn).toBe(perTurn[name]);
  });

  it('asks before it loses something, and only then', () => {
    expect(tool.loses !== undefined).toBe(tool.tags.includes('destructive'));
  });

  it('has a closed schema that bounds and explains each part', () => {
    const { type, additionalProperties, required } = tool.input;
    expect({ type, additionalProperties }).toEqual({ type: 'object', additionalProperties: false });
    expect(Array.isArray(required)).toBe(true);
    for (const [property, shape] of propertiesOf(tool.input)) {
      expect(shape.description?.length, property).toBeGreaterThan(5);
      expect(shape.description?.length, property).toBeLessThan(60);
      const text = shape.items ?? shape;
      if (shape.items !== undefined) expect(shape.maxItems).toBeLessThanOrEqual(30);
      if (text.type === 'string') expect(text.maxLength, property).toBeLessThanOrEqual(20_000);
      if (property in longest) expect(shape.maxLength).toBe(longest[property]);
    }
  });

  it('takes what it asks for, and nothing beside', () => {
    const problemOf = createValidator(tool.input);
    expect(problemOf(valid[name])).toBeUndefined();
    expect(problemOf({ ...(valid[name] as object), more: 1 })).toBeDefined();
    for (const property of tool.input['required'] as string[]) {
      const { [property]: _left, ...rest } = valid[name] as Record<string, unknown>;
      expect(problemOf(rest), property).toBeDefined();
    }
  });
});
