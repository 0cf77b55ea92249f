import { readFileSync } from 'node:fs';

/** Origins that the catalogue's addresses point to. Relative addresses need none: they are this app's own. */
export function originsInCatalogue(json: string): string[] {
  const { models } = JSON.parse(json) as { models: { source: Record<string, string | string[]> }[] };
  const addresses = models.flatMap(({ source }) => Object.values(source).flat());
  const absolute = addresses.filter((address) => /^https?:\/\//i.test(address));
  return [...new Set(absolute.map((address) => plainOrigin(address, 'models.json')))];
}

/**
 * Origins in a comma-separated list such as `https://models.example:8443, http://10.0.0.2:11434`.
 * Throws on anything else: it would become part of a policy.
 */
export function parseOrigins(list: string): string[] {
  const parts = list.split(',').map((part) => part.trim());
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const origin = plainOrigin(part, 'ASSENT_SERVER_ORIGINS');
      if (origin !== part.replace(/\/$/, '')) throw notAnOrigin(part, 'ASSENT_SERVER_ORIGINS');
      return origin;
    });
}

/** A policy would read `*` as any host, and cannot name an IPv6 address. */
function plainOrigin(address: string, from: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || !/^[\w.-]+$/.test(url.hostname)) {
    throw notAnOrigin(address, from);
  }
  return url.origin;
}

const notAnOrigin = (text: string, from: string) =>
  new Error(`${from}: "${text}" does not name a host as in https://models.example`);

/** The part of the policies' context that is fixed when the app is built. */
export function readOrigins(catalogueFile: string): { modelOrigins: string[]; serverOrigins: string[] } {
  return {
    modelOrigins: originsInCatalogue(readFileSync(catalogueFile, 'utf8')),
    serverOrigins: parseOrigins(process.env['ASSENT_SERVER_ORIGINS'] ?? ''),
  };
}
