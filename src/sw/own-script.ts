/**
 * Scripts of this app only: nothing else ever becomes a worker. Other apps may live on the same host, and a `blob:` address
 * counts as of this origin. `base` is absolute, with a slash at the end. Throws a `TypeError` for any other address.
 */
export const createOwnScript = (base: string) => (url: string) => {
  const { href } = new URL(url, base);
  if (!href.startsWith(base)) throw new TypeError(`Not a script of this app: ${href}`);
  return href;
};
