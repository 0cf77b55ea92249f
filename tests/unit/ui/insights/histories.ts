import type {
  History,
  WatchedProbes,
  WatchedTurn,
  WatchedVersion,
} from '../../../../src/domain/watching/history.ts';
import type { Calendar } from '../../../../src/ui/insights/weeks.ts';

export const day = 86_400_000;
/** Monday, 4 March 2024, 0:00 UTC. */
export const monday = Date.UTC(2024, 2, 4);

export const greenwich: Calendar = { startsOn: 1, offsetAt: () => 0 };
export const isoDays = {
  long: (at: number) => new Date(at).toISOString().slice(0, 10),
  short: (at: number) => new Date(at).toISOString().slice(5, 10),
};

export const history = (some: Partial<History> = {}): History => ({
  now: monday + 2 * day,
  turns: [],
  proposals: [],
  versions: [],
  probes: [],
  learning: [],
  ...some,
});

export const turn = (some: Partial<WatchedTurn> = {}): WatchedTurn => ({
  id: 'answer',
  at: monday,
  version: 0,
  words: 100,
  confirms: false,
  refuses: false,
  hedges: false,
  verifies: false,
  toolCalls: 0,
  claimsUndone: false,
  tokens: 200,
  ...some,
});

export const version = (number: number, some: Partial<WatchedVersion> = {}): WatchedVersion => ({
  number,
  at: monday + number,
  learnedCharacters: 0,
  baseCharacters: 300,
  items: [],
  ...some,
});

export const probes = (at: number, passed: number, of: number): WatchedProbes => ({
  at,
  version: 0,
  model: 'small',
  results: Array.from({ length: of }, (_, place) => ({
    guardrail: 'no-credentials' as const,
    passed: place < passed,
  })),
});
