import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { baseHash, guardrailHash, type Program } from '../../domain/program.ts';

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** What is constant in the build of these sources: another version, or another byte in `folder`, is another build. */
export function programOf(folder: string, version: string): Program {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const prints = files.map((path) => `${relative(folder, path)} ${sha256(readFileSync(path))}`);
  return {
    build: `${version}-${sha256(prints.join('\n')).slice(0, 12)}`,
    guardrailHash: guardrailHash(sha256),
    baseHash: baseHash(sha256),
  };
}
