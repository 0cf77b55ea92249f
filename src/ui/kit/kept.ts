/** Loads once. What is here is handed out as it is, so that `{#await}` shows it without a pause; a load that failed is tried again. */
export function kept<Value>(load: () => Promise<Value>): () => Value | Promise<Value> {
  let here: { value: Value } | undefined;
  let loading: Promise<Value> | undefined;
  return () => {
    if (here !== undefined) return here.value;
    loading ??= load().then(
      (value) => {
        here = { value };
        return value;
      },
      (problem: unknown) => {
        loading = undefined;
        throw problem;
      },
    );
    return loading;
  };
}
