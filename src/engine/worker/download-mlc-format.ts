import { failure, success, type Result } from '../../domain/result.ts';

const mostShards = 4096;

export interface Shard {
  /** Relative to the model's folder. */
  name: string;
  bytes: number;
  md5?: string;
}

/** Which tokenizer file web-llm will ask for, from `mlc-chat-config.json`. */
export function tokenizerFile(text: string): Result<'tokenizer.json' | 'tokenizer.model', string> {
  const config = parse(text);
  const files: unknown = config?.['tokenizer_files'];
  if (!Array.isArray(files)) return failure('no tokenizer_files');
  if (files.includes('tokenizer.json')) return success('tokenizer.json');
  if (files.includes('tokenizer.model')) return success('tokenizer.model');
  return failure('no tokenizer that web-llm can read');
}

/** The weight files that `tensor-cache.json` lists. Names that would lead out of the model's folder refuse it. */
export function parseTensorCache(text: string): Result<Shard[], string> {
  const records: unknown = parse(text)?.['records'];
  if (!Array.isArray(records) || records.length === 0) return failure('no records');
  if (records.length > mostShards) return failure('too many records');
  const shards: Shard[] = [];
  for (const record of records as unknown[]) {
    const shard = readShard(record);
    if (!shard) return failure(`record ${shards.length} is not understood`);
    shards.push(shard);
  }
  return success(shards);
}

function readShard(record: unknown): Shard | undefined {
  if (typeof record !== 'object' || record === null) return undefined;
  const { dataPath, nbytes, md5Sum } = record as Record<string, unknown>;
  if (typeof dataPath !== 'string' || !/^[\w.-]+(\/[\w.-]+)*$/.test(dataPath) || dataPath.includes('..'))
    return undefined;
  if (typeof nbytes !== 'number' || !Number.isSafeInteger(nbytes) || nbytes < 1) return undefined;
  const md5 = typeof md5Sum === 'string' && /^[0-9a-f]{32}$/i.test(md5Sum) ? md5Sum.toLowerCase() : undefined;
  return { name: dataPath, bytes: nbytes, ...(md5 !== undefined && { md5 }) };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
