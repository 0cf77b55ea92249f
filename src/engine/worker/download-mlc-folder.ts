import { engineError } from '../../domain/engine-error.ts';
import type { PickedFile } from '../../domain/ports.ts';
import { webllmCaches } from '../webllm-files.ts';
import type { ExpectedHash } from './download-hash.ts';
import { parseTensorCache, tokenizerFile } from './download-mlc-format.ts';
import { DownloadEnded } from './download-problem.ts';

export const configName = 'mlc-chat-config.json';

/** One file of the model, and where web-llm looks for it. */
export interface MlcFile {
  file: File;
  cache: (typeof webllmCaches)[keyof typeof webllmCaches];
  /** Relative to the model's folder. Undefined for the compiled library, which has an address of its own. */
  name: string | undefined;
  hash?: ExpectedHash;
}

export interface MlcFolder {
  /** The folder's own name. */
  name: string | undefined;
  /** Of `mlc-chat-config.json`. */
  config: Record<string, unknown>;
  files: MlcFile[];
}

const longestText = 2 ** 24;
/** What comes with a model and is not needed to run it. */
const isBeside = (path: string) =>
  /\.(md|txt|json|jinja|log)$|(^|\/)(licen[cs]e|notice|use_policy|tokenizer\.model)[^/]*$/i.test(path);

/**
 * Finds a model in a folder: its configuration, its list of weights, every weight file at its full length, the tokenizer, and
 * one compiled library anywhere in it. Throws `DownloadEnded` with one sentence that names what is missing or does not belong.
 */
export async function readMlcFolder(picked: readonly PickedFile[]): Promise<MlcFolder> {
  const configs = picked.filter(({ path }) => lastOf(path) === configName);
  if (configs.length > 1) throw refused('This folder holds more than one model. Choose the folder of one.');
  const [found] = configs;
  const libraries = picked.filter(({ path }) => /\.wasm$/i.test(path));
  const library = libraries[0]?.file;
  if (found === undefined) {
    throw refused(lacking([configName, ...(library ? [] : ['the compiled library (.wasm)'])]));
  }
  const base = found.path.slice(0, -configName.length);
  const byPath = new Map(picked.map(({ path, file }) => [path, file]));
  const inModel = (name: string) => byPath.get(base + name);
  const list = inModel('tensor-cache.json') ?? inModel('ndarray-cache.json');
  const configText = await textOf(found.file);
  const tokenizer = tokenizerFile(configText);
  if (!tokenizer.ok) throw notUnderstood(configName, tokenizer.error);
  const shards = list ? parseTensorCache(await textOf(list)) : undefined;
  if (list && shards?.ok === false) throw notUnderstood(list.name, shards.error);
  const weights = shards?.ok ? shards.value : [];
  const tokens = inModel(tokenizer.value);

  const missing = [
    ...(list ? [] : ['tensor-cache.json']),
    ...weights.filter(({ name }) => !inModel(name)).map(({ name }) => name),
    ...(tokens ? [] : [tokenizer.value]),
    ...(library ? [] : ['the compiled library (.wasm)']),
  ];
  const known = new Set([...weights.map(({ name }) => base + name), libraries[0]?.path]);
  const extra = picked.map(({ path }) => path).filter((path) => !known.has(path) && !isBeside(path));
  if (!list || !tokens || !library || missing.length > 0) throw refused(lacking(missing, extra));
  if (extra.length > 0) throw refused(notPart(extra));

  const { model } = webllmCaches;
  const files: MlcFile[] = [
    { file: found.file, cache: webllmCaches.config, name: configName },
    // Stored under the name that web-llm asks for.
    { file: list, cache: model, name: 'tensor-cache.json' },
    { file: tokens, cache: model, name: tokenizer.value },
    { file: library, cache: webllmCaches.wasm, name: undefined },
  ];
  for (const { name, bytes, md5 } of weights) {
    const file = inModel(name);
    if (file === undefined) continue;
    if (file.size !== bytes)
      throw damaged(
        `“${name}” is damaged or of another model: it has ${file.size} bytes instead of ${bytes}.`,
      );
    files.push({ file, cache: model, name, ...(md5 && { hash: { algorithm: 'md5', hex: md5 } }) });
  }
  await ensureLibrary(library);
  return {
    name: found.path
      .split('/')
      .slice(0, -1)
      .findLast((part) => !/^(resolve|main|[0-9a-f]{40})$/.test(part)),
    config: JSON.parse(configText) as Record<string, unknown>,
    files,
  };
}

async function ensureLibrary(file: File): Promise<void> {
  const start = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  if (String.fromCharCode(...start) !== '\0asm') throw damaged(`“${file.name}” is no compiled library.`);
}

async function textOf(file: File): Promise<string> {
  if (file.size > longestText) throw notUnderstood(file.name, `${file.size} bytes`);
  return file.text();
}

const lastOf = (path: string) => path.split('/').at(-1) ?? '';

function lacking(missing: readonly string[], extra: readonly string[] = []): string {
  const rest = extra.length === 0 ? '' : `, and ${quoted(extra.map(lastOf))} ${isNot(extra)} of this model`;
  return `This folder lacks ${quoted(missing)}${rest}.`;
}

const notPart = (extra: readonly string[]) =>
  `${quoted(extra.map(lastOf))} ${isNot(extra)} of this model: take out what does not belong to it.`;

const isNot = ({ length }: readonly string[]) => (length === 1 ? 'is not' : 'are not');

/** “a”, “b” and 3 more. Words with a space are no name of a file. */
function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => (/^the /.test(name) ? name : `“${name}”`));
  const more = names.length - shown.length;
  return new Intl.ListFormat('en').format(more > 0 ? [...shown, `${more} more`] : shown);
}

const refused = (sentence: string) => new DownloadEnded(engineError('unsupported', sentence));
const damaged = (sentence: string) => new DownloadEnded(engineError('corrupt', sentence));
const notUnderstood = (name: string, detail: string) =>
  new DownloadEnded(engineError('corrupt', `“${name}” of this model cannot be understood.`, detail));
