/** A link that may be followed. `host` is what the reader is told; `asks` if it could carry data away. */
export interface SafeLink {
  href: string;
  host: string;
  asks: boolean;
}

/** How much may leave with a link unasked, in characters: after `?` and `#`, in one part of the path or host, in all. */
const longestQuietQuery = 60;
const longestQuietPart = 59;
const longestQuietLink = 160;

/** The link behind an address in an answer, or undefined where it is not a plain http, https or mailto address, nor a screen of this app. */
export function safeLink(address: string): SafeLink | undefined {
  // A screen of this app: it carries nothing out, and nothing acts there without a press.
  if (/^#\/(?:chat|inbox|memory|insights|models|settings|files)(?:\/[\w%.~!*'()-]*)*$/.test(address))
    return { href: address, host: '', asks: false };
  if (!/^(?:https?:\/\/|mailto:)/i.test(address.trim())) return undefined;
  const url = URL.parse(address.trim());
  if (url === null) return undefined;
  const carries =
    url.search.length + url.hash.length > longestQuietQuery ||
    url.href.length > longestQuietLink ||
    [url.host, ...url.pathname.split('/')].some((part) => part.length > longestQuietPart);
  if (url.protocol === 'mailto:') {
    return { href: url.href, host: url.pathname, asks: carries };
  }
  const asks = url.username !== '' || url.password !== '' || carries;
  return { href: url.href, host: url.host, asks };
}

/** The host of an image's or link's address, for text that stands in its place. */
export function hostOf(address: string): string {
  return URL.parse(address.trim())?.host ?? '';
}
