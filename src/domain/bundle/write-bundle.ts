import { canonicalJson, type Json } from '../canonical-json.ts';
import type { ExportSource } from '../ports-learning.ts';
import type { Sha256 } from '../tap.ts';
import { bundleFormat, bundleHash, bundleVersion } from './bundle-format.ts';

/** One self-describing file of all that was learned. `createdAt` is in ISO 8601. */
export function writeBundle(source: ExportSource, createdAt: string, sha256: Sha256): string {
  const { state, quotes, versions, version, ledgerHead, guardrailHash } = source;
  const preferences = state.preferences.map((preference, place) =>
    withMember(preference, 'quote', quotes.preferences[place]),
  );
  const rules = state.rules.map((rule, place) => withMember(rule, 'source', quotes.rules[place]));
  const bundle = {
    format: bundleFormat,
    formatVersion: bundleVersion,
    createdAt,
    guardrailHash,
    baseVersion: version,
    preferences,
    rules,
    tools: state.tools,
    versions,
    ledgerHead,
    counts: {
      preferences: preferences.length,
      rules: rules.length,
      tools: state.tools.length,
      versions: versions.length,
    },
  };
  const plain = JSON.parse(canonicalJson(bundle as unknown as Json)) as Record<string, Json>;
  return `${JSON.stringify({ ...plain, sha256: bundleHash(plain, sha256) }, null, 2)}\n`;
}

const withMember = <Value extends object>(value: Value, key: string, member: string | undefined) =>
  member === undefined ? value : { ...value, [key]: member };
