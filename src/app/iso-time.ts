/** A time in milliseconds since 1970 in ISO 8601, UTC. */
export const isoTime = (at: number): string => new Date(at).toISOString();
