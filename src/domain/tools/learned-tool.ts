import { readJson } from '../bundle/json-reader.ts';
import { canonicalJson, type Json } from '../canonical-json.ts';
import type { LearnedTool } from '../learned/state.ts';
import { failure, success, type Result } from '../result.ts';
import { sentencesIn } from '../screening/normalise.ts';
import type { ToolTag } from '../watching/capability-overhang.ts';
import { asJsonSchema, asSubset, schemaProblem, type SubsetSchema } from './schema-subset.ts';
import type { ToolName, ToolSpec } from './tool.ts';

export type Grant = 'clock' | 'random' | 'files';

export interface ToolExample {
  input: Json;
  output: Json;
}

export const grants: readonly Grant[] = ['clock', 'random', 'files'];

/** In characters, but for the whole text: UTF-8 bytes. */
export const toolLimits = {
  description: { least: 10, most: 160 },
  body: 4000,
  examples: { least: 3, most: 20 },
  bytes: 16_384,
} as const;

const keys = ['name', 'description', 'input', 'output', 'body', 'grants', 'examples'] as const;

const builtIn: Record<ToolName, true> = {
  calculate: true,
  date_time: true,
  list_files: true,
  read_file: true,
  search_files: true,
  search_conversations: true,
  write_file: true,
  append_file: true,
  rename_file: true,
  delete_file: true,
  add_to_list: true,
  set_reminder: true,
};

/** Reads a learned tool from JSON. Strict; the error is one sentence. Whether the examples come true is for its test. */
export function readLearnedTool(text: string): Result<LearnedTool, string> {
  if (text.length > toolLimits.bytes || utf8Bytes(text) > toolLimits.bytes)
    return failure('A tool may have at most 16 KiB.');
  const read = readJson(text);
  if (!read.ok) return failure(read.error.replace(/^This file/, 'This tool'));
  const problem = toolProblem(read.value);
  return problem === undefined ? success(read.value as unknown as LearnedTool) : failure(problem);
}

/** The tool's canonical JSON: what is kept, hashed and shared. */
export const writeLearnedTool = (tool: LearnedTool): string => canonicalJson(tool as unknown as Json);

/** What the person allows by a grant, as the end of a sentence that begins with "It". */
export function grantInWords(grant: string): string {
  switch (grant) {
    case 'clock':
      return 'may know the date and time';
    case 'random':
      return 'may throw dice';
    case 'files':
      return 'may read the files that you name in its input';
    default:
      return 'may do something that Assent does not know';
  }
}

/** Files of a learned tool are read for it, and may hold anything. It can never send, delete or write. */
export const tagsOf = ({ grants: given }: Pick<LearnedTool, 'grants'>): ToolTag[] =>
  given.includes('files') ? ['private_read', 'untrusted_in'] : [];

/** The paths that the input names: values of properties with the format `workspace-file`, each once, in order. */
export function filesNamedIn({ input: schema }: Pick<LearnedTool, 'input'>, input: unknown): string[] {
  const subset = asSubset(schema);
  return subset === undefined ? [] : [...new Set(named(subset, input))];
}

/** Whether some property of the input names a file. */
export const asksForFiles = ({ input }: Pick<LearnedTool, 'input'>): boolean =>
  JSON.stringify(input).includes('"format":"workspace-file"');

/** A learned tool as the registry and the prompt know tools. */
export const toSpec = (tool: LearnedTool): ToolSpec => ({
  name: tool.name,
  description: tool.description,
  input: asJsonSchema(tool.input),
  output: asJsonSchema(tool.output),
  tags: tagsOf(tool),
  perTurn: 3,
});

/** The examples; a tool that was read has them in this form. */
export const examplesOf = ({ examples }: Pick<LearnedTool, 'examples'>): readonly ToolExample[] =>
  examples as readonly ToolExample[];

function toolProblem(value: Json): string | undefined {
  if (!isRecord(value)) return 'A tool must be an object.';
  const strange = Object.keys(value).find((key) => !(keys as readonly string[]).includes(key));
  if (strange !== undefined) return `A tool has no “${strange.slice(0, 40)}”.`;
  const missing = keys.find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined) return `The tool’s “${missing}” is missing.`;
  const { name, description, input, output, body, grants: given, examples } = value;
  return (
    nameProblem(name) ??
    descriptionProblem(description) ??
    inputProblem(input) ??
    prefixed('The output', schemaProblem(output)) ??
    bodyProblem(body) ??
    grantsProblem(given) ??
    examplesProblem(examples)
  );
}

function nameProblem(name: unknown): string | undefined {
  if (
    typeof name !== 'string' ||
    !/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(name) ||
    name.length < 3 ||
    name.length > 40
  )
    return 'A tool’s name must have 3 to 40 small letters, digits and single underscores.';
  return Object.hasOwn(builtIn, name) ? `“${name}” is the name of a built-in tool.` : undefined;
}

function descriptionProblem(description: unknown): string | undefined {
  const { least, most } = toolLimits.description;
  if (typeof description !== 'string' || description.trim().length < least || description.length > most)
    return `A tool’s description must have ${least} to ${most} characters.`;
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(description) || sentencesIn(description) !== 1)
    return 'A tool’s description must be one sentence on one line.';
  return undefined;
}

function inputProblem(input: unknown): string | undefined {
  const problem = schemaProblem(input);
  if (problem !== undefined) return prefixed('The input', problem);
  return (input as SubsetSchema).type === 'object' ? undefined : 'The input of a tool must be an object.';
}

const prefixed = (what: string, problem: string | undefined): string | undefined =>
  problem === undefined ? undefined : `${what} cannot be used: ${problem}`;

function bodyProblem(body: unknown): string | undefined {
  return typeof body === 'string' && body.trim() !== '' && body.length <= toolLimits.body
    ? undefined
    : 'A tool’s code must have 1 to 4,000 characters.';
}

function grantsProblem(given: unknown): string | undefined {
  if (!Array.isArray(given) || given.some((grant) => !(grants as readonly unknown[]).includes(grant)))
    return 'A tool may be granted only “clock”, “random” and “files”.';
  return new Set(given).size === given.length ? undefined : 'The tool asks for the same grant twice.';
}

function examplesProblem(examples: unknown): string | undefined {
  const { least, most } = toolLimits.examples;
  if (!Array.isArray(examples) || examples.length < least || examples.length > most)
    return `A tool needs ${least} to ${most} examples.`;
  const isExample = (example: unknown) =>
    isRecord(example) && Object.keys(example).sort().join() === 'input,output' && isRecord(example['input']);
  const wrong = examples.findIndex((example) => !isExample(example));
  if (wrong !== -1) return `Example ${wrong + 1} must have an input, which is an object, and an output.`;
  const inputs = examples.map((example) => canonicalJson((example as ToolExample).input));
  return new Set(inputs).size === inputs.length ? undefined : 'Two examples have the same input.';
}

function named(schema: SubsetSchema, value: unknown): string[] {
  if (schema.format === 'workspace-file') return typeof value === 'string' ? [value] : [];
  const { items, properties = {} } = schema;
  if (items !== undefined && Array.isArray(value)) return value.flatMap((item) => named(items, item));
  if (!isRecord(value)) return [];
  return Object.entries(properties).flatMap(([name, property]) =>
    Object.hasOwn(value, name) ? named(property, value[name]) : [],
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
