/**
 * The same function, which works again only once an argument is another one. It stands in for `$derived` in what is made
 * while the app runs: a derived value that is made inside an effect of a screen stops changing when that screen goes.
 */
export function remembering<Arguments extends readonly unknown[], Value>(
  work: (...given: Arguments) => Value,
): (...given: Arguments) => Value {
  let last: { given: Arguments; value: Value } | undefined;
  return (...given) => {
    const known = last;
    if (known !== undefined && given.every((argument, place) => argument === known.given[place]))
      return known.value;
    const value = work(...given);
    last = { given, value };
    return value;
  };
}
