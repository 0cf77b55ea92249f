/** localStorage, or undefined where the browser refuses it: even reading the property may throw. */
export function browserStrings(page: { readonly localStorage: Storage }): Storage | undefined {
  try {
    return page.localStorage;
  } catch {
    return undefined;
  }
}

/** Stands where nothing can be kept: it forgets at once. */
export const forgetfulStrings: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = {
  getItem: () => null,
  setItem: () => undefined,
  removeItem: () => undefined,
};
