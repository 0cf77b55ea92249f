/** When a preference or a rule counts. Missing means `always`. */
export const scopes = ['always', 'code', 'writing', 'math', 'planning', 'other'] as const;

export type Scope = (typeof scopes)[number];

export const isScope = (value: unknown): value is Scope => scopes.some((scope) => scope === value);
