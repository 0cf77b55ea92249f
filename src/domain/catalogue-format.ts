import type { CatalogueList, CatalogueModel, GgufSource, WebllmSource } from './model.ts';
import { failure, success, type Result } from './result.ts';

const mostModels = 200;
const mostFiles = 64;
const mostHashes = 500;
const mostBytes = 1e12;
const longestUrl = 2000;

type Fields = Record<string, unknown>;

/** Why the entry that is being read is refused: the end of a sentence. */
class Refused extends Error {}

/**
 * Reads `models.json`, which a deployer may edit. An entry that is wrong is left out and named; the others stay. Unknown fields
 * are passed over.
 *
 * @param baseUrl where the file lies; relative URLs come back absolute.
 * @returns the models, or one sentence if this is no list at all.
 */
export function parseCatalogue(json: unknown, baseUrl: string): Result<CatalogueList, string> {
  if (!isFields(json)) return failure('The list of models is not an object.');
  if (json['version'] !== 1) {
    return failure(
      `The list of models is of version ${describe(json['version'])}, and this copy knows only version 1.`,
    );
  }
  const entries = json['models'];
  if (!Array.isArray(entries)) return failure('The list of models has no “models”.');
  if (entries.length > mostModels) return failure(`The list of models has more than ${mostModels} entries.`);
  const models: CatalogueModel[] = [];
  const leftOut: string[] = [];
  const ids = new Set<string>();
  for (const [place, entry] of entries.entries()) {
    try {
      const model = readModel(entry, baseUrl);
      if (ids.has(model.id)) throw new Refused('has the id of an earlier entry');
      ids.add(model.id);
      models.push(model);
    } catch (problem) {
      if (!(problem instanceof Refused)) throw problem;
      leftOut.push(`entry ${place + 1}${nameOf(entry)} ${problem.message}`);
    }
  }
  return success(leftOut.length === 0 ? { models } : { models, problem: leftOutInWords(leftOut) });
}

function leftOutInWords([first = '', ...others]: readonly string[]): string {
  const more = others.length === 0 ? '' : `, and ${others.length} more like it`;
  return `The list of models is shown without what is wrong in it: ${first}${more}.`;
}

function readModel(entry: unknown, baseUrl: string): CatalogueModel {
  if (!isFields(entry)) throw new Refused('is not an object');
  const engine = entry['engine'];
  if (engine !== 'webllm' && engine !== 'wllama') throw new Refused('has an unknown “engine”');
  const source = entry['source'];
  if (!isFields(source)) throw new Refused('has no “source”');
  const model: CatalogueModel = {
    id: readId(entry),
    name: text(entry, 'name', 120),
    engine,
    bytes: count(entry, 'bytes', mostBytes),
    vramBytes: count(entry, 'vramBytes', mostBytes),
    context: count(entry, 'context', 10_000_000),
    license: text(entry, 'license', 120),
    languages: list(entry, 'languages', 200, /^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/),
    requires: list(entry, 'requires', 20, /^[a-z0-9-]{1,60}$/),
    source: engine === 'webllm' ? readWebllmSource(source, baseUrl) : readGgufSource(source, baseUrl),
    note: text(entry, 'note', 600),
  };
  const sha256 = entry['sha256'];
  return sha256 === undefined ? model : { ...model, sha256: readHashes(sha256) };
}

/** Ids become names of folders, and `imported-` is for files from disk. */
function readId(entry: Fields): string {
  const id = text(entry, 'id', 120);
  const plain = /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(id) && !id.startsWith('imported-');
  if (!plain)
    throw new Refused(
      'has an “id” with signs other than letters, digits, “.”, “_” and “-”, or a reserved one',
    );
  return id;
}

function readWebllmSource(source: Fields, baseUrl: string): WebllmSource {
  return {
    model: url(source['model'], 'model', baseUrl),
    model_lib: url(source['model_lib'], 'model_lib', baseUrl),
  };
}

function readGgufSource(source: Fields, baseUrl: string): GgufSource {
  const files = source['gguf'];
  if (!Array.isArray(files) || files.length === 0 || files.length > mostFiles) {
    throw new Refused(`needs 1 to ${mostFiles} addresses in “gguf”`);
  }
  const gguf = files.map((file) => url(file, 'gguf', baseUrl));
  const names = gguf.map((file) => new URL(file).pathname.split('/').at(-1));
  if (names.includes('')) throw new Refused('has an address in “gguf” that names no file');
  if (new Set(names).size < names.length) throw new Refused('has two files of the same name');
  return { gguf };
}

function readHashes(value: unknown): Record<string, string> {
  if (!isFields(value)) throw new Refused('has a “sha256” that is not an object');
  const hashes = Object.entries(value);
  if (hashes.length > mostHashes) throw new Refused(`has more than ${mostHashes} hashes`);
  const read = hashes.map(([file, hash]): [string, string] => {
    if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/i.test(hash)) {
      throw new Refused('has a “sha256” that is not 64 hexadecimal digits');
    }
    return [file, hash.toLowerCase()];
  });
  return Object.fromEntries(read);
}

function text(fields: Fields, field: string, longest: number): string {
  const value = fields[field];
  if (typeof value !== 'string' || value.trim() === '') throw new Refused(`has no “${field}”`);
  if (value.length > longest) throw new Refused(`has a “${field}” of more than ${longest} characters`);
  return value;
}

function count(fields: Fields, field: string, most: number): number {
  const value = fields[field];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1 || value > most) {
    throw new Refused(`needs a whole number from 1 to ${most} as “${field}”`);
  }
  return value;
}

function list(fields: Fields, field: string, most: number, form: RegExp): string[] {
  const value = fields[field];
  if (!Array.isArray(value) || value.length > most) throw new Refused(`needs a list as “${field}”`);
  return value.map((item: unknown) => {
    if (typeof item !== 'string' || !form.test(item)) throw new Refused(`has an unknown form of “${field}”`);
    return item;
  });
}

function url(value: unknown, field: string, baseUrl: string): string {
  if (typeof value !== 'string' || value === '' || value.length > longestUrl) {
    throw new Refused(`has no address as “${field}”`);
  }
  const parsed = URL.canParse(value, baseUrl) ? new URL(value, baseUrl) : undefined;
  const usable =
    parsed && /^https?:$/.test(parsed.protocol) && parsed.username === '' && parsed.password === '';
  if (!usable) throw new Refused(`has an address as “${field}” that is none for the web`);
  parsed.hash = '';
  return parsed.href;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** ` (“Qwen3 1.7B”)` where the entry says what it is. */
function nameOf(entry: unknown): string {
  const id = isFields(entry) ? (entry['id'] ?? entry['name']) : undefined;
  return typeof id === 'string' && id !== '' ? ` (“${id.slice(0, 60)}”)` : '';
}

const describe = (value: unknown) =>
  typeof value === 'number' || typeof value === 'string' ? String(value).slice(0, 20) : '“unknown”';
