/** A type error on purpose: the check must find it, or the check does not look. */
export const planted: number = 'not a number';
