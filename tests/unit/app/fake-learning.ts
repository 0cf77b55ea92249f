import type { ProposalDraft, ProposalView } from '../../../src/domain/consent/proposal.ts';
import type { LearningRefusal } from '../../../src/domain/consent/refusal.ts';
import type { Outcome } from '../../../src/domain/consent/feedback.ts';
import type { LearnedItem } from '../../../src/domain/learned/state.ts';
import type {
  LearningStore,
  LearningView,
  Observation,
  UnreadTurn,
  VersionSummary,
} from '../../../src/domain/ports-learning.ts';
import type { InsightsStore, RaisedAlarm } from '../../../src/domain/ports-insights.ts';
import type { OwnTest, SandboxStore } from '../../../src/domain/ports-sandbox.ts';
import { failure, success } from '../../../src/domain/result.ts';
import { type Log, Source } from './fakes.ts';

export const emptyView: LearningView = {
  version: 0,
  stateHash: '',
  actingHash: '',
  items: [],
  suspended: [],
  waiting: [],
  tests: {},
  regulated: false,
  proposals: [],
  mode: 'learn',
  broken: undefined,
  pausedUntil: undefined,
};

export function cardOf(draft: ProposalDraft, id = 'p1'): ProposalView {
  return { ...draft, id, life: 'open', createdAt: 0, place: 0, report: { verdict: 'clear', findings: [] } };
}

export const learnedRule = (id: string, text: string): LearnedItem => ({
  kind: 'rule',
  id,
  scope: 'always',
  text,
});

const noTap: LearningRefusal = { kind: 'no-tap', sentence: 'Press the button.' };

/** A store that keeps what it is told in memory, and decides nothing. */
export function fakeLearning(log: Log = []) {
  const view = new Source<LearningView>(emptyView);
  const outcomes = new Source<ReadonlyMap<string, Outcome>>(new Map());
  const versions = new Source<VersionSummary[]>([]);
  const unread: UnreadTurn[] = [];
  const proposed: ProposalDraft[] = [];
  const observations: Observation[] = [];
  const store: LearningStore & SandboxStore & InsightsStore = {
    start: async () => void log.push('start'),
    live: () => view.live((value) => value),
    propose: async (drafts) =>
      drafts.map((draft) => {
        proposed.push(draft);
        log.push(`propose ${draft.text}`);
        const card = cardOf(draft, `p${proposed.length}`);
        view.set({ ...view.value, proposals: [card, ...view.value.proposals] });
        return success(card);
      }),
    edit: async () => failure(noTap),
    approve: async (_ids, tap) => (tap === undefined ? failure(noTap) : success({ version: 1 })),
    add: async (_draft, tap) => (tap === undefined ? failure(noTap) : success({ version: 1 })),
    screen: async () => ({ verdict: 'clear', findings: [] }),
    reject: async () => success(undefined),
    retire: async () => failure(noTap),
    restore: async () => failure(noTap),
    forget: async () => failure(noTap),
    setMode: async (mode) => view.set({ ...view.value, mode }),
    setRegulated: async (regulated) => view.set({ ...view.value, regulated }),
    openRun: async () => ({ id: 'run', replies: {}, ms: 0 }),
    saveRun: async () => undefined,
    dropRun: async () => undefined,
    finishRun: async () => true,
    runsOf: async () => [],
    detailOf: async () => undefined,
    material: async () => undefined,
    tests: () => new Source<OwnTest[]>([]).live((value) => value),
    keepTest: async () => failure(noTap),
    editTest: async () => failure(noTap),
    removeTest: async () => undefined,
    look: async () => ({
      history: { now: 0, turns: [], proposals: [], versions: [], probes: [], learning: [] },
      alarms: [],
    }),
    raise: async () => 0,
    alarms: () => new Source<RaisedAlarm[]>([]).live((value) => value),
    acknowledge: async () => failure(noTap),
    auditTrail: async () => ({ entries: [], textOf: () => undefined }),
    reportSource: async (from, to) => ({
      from,
      to,
      mode: 'learn',
      regulated: false,
      answers: 0,
      feedback: [],
      proposals: [],
      rules: [],
      versions: [],
      alarms: [],
    }),
    expire: async () => 0,
    versions: () => versions.live((value) => value),
    version: async () => undefined,
    history: async () => undefined,
    learnedFrom: async () => [],
    decided: async () => [],
    unread: async (limit) => unread.slice(0, limit),
    markRead: async (revision) => {
      log.push(`read ${revision}`);
      unread.splice(0, unread.findIndex((turn) => turn.revision === revision) + 1);
    },
    closeConversation: async (id) => void log.push(`close ${id}`),
    observations: async () => observations,
    observe: async (observation) => void observations.push(observation),
    feedback: async ({ messageId, outcome, words }) => {
      log.push(`feedback ${outcome} ${words}`.trim());
      outcomes.set(new Map([...outcomes.value, [messageId, outcome]]));
    },
    outcomes: () => outcomes.live((value) => value),
    exportSource: async () => ({
      state: { preferences: [], rules: [], tools: [] },
      quotes: { preferences: [], rules: [] },
      versions: [],
      version: 0,
      ledgerHead: '',
      guardrailHash: '',
    }),
    exported: async () => {},
    verify: async () => ({
      checked: { entries: 0, versions: 0, texts: 0, proposals: 0, feedback: 0 },
      problems: [],
      head: '',
    }),
  };
  return { store, view, unread, proposed, observations };
}
