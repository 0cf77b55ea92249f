/** The outcome of something that may fail in an expected way. Plain data, so it survives structured clone. */
export type Result<Value, Problem> = { ok: true; value: Value } | { ok: false; error: Problem };

export const success = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });

export const failure = <Problem>(error: Problem): { ok: false; error: Problem } => ({ ok: false, error });
