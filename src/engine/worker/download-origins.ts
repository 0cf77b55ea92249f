/**
 * Whether a URL lies at one of `allowed`, written as in a Content-Security-Policy: an origin, with `*.` for any
 * subdomain and `:*` for any port.
 */
export function isAllowedOrigin(url: string, allowed: readonly string[]): boolean {
  const { origin, protocol, hostname } = new URL(url);
  return allowed.some((pattern) => {
    if (pattern === origin) return true;
    const parts = /^([a-z]+:)\/\/(\*\.)?([^:/]+|\[[^\]]+\])(:\*)?$/.exec(pattern);
    if (!parts || parts[1] !== protocol) return false;
    const [, , subdomains, host = '', anyPort] = parts;
    if (!subdomains && !anyPort) return false;
    const hostFits = subdomains ? hostname.endsWith(`.${host}`) : hostname === host;
    return hostFits && (anyPort !== undefined || new URL(url).port === '');
  });
}

/** “This copy may fetch models only from …”, with the hosts in words. */
export function onlyFrom(allowed: readonly string[]): string {
  const hosts = [
    ...new Set(allowed.map((pattern) => pattern.replace(/^[a-z]+:\/\/(\*\.)?/, '').replace(/:\*$/, ''))),
  ];
  return `This copy may fetch models only from ${hosts.join(', ')}.`;
}
