import { entryHash } from '../domain/consent/chain.ts';
import { pausedUntil } from '../domain/consent/inferring.ts';
import type { LearningStore, VerifyReport } from '../domain/ports-learning.ts';
import type { Insight, InsightsStore } from '../domain/ports-insights.ts';
import type { SandboxStore } from '../domain/ports-sandbox.ts';
import { isIntact, type Program } from '../domain/program.ts';
import { createDecisions } from './learning-decisions.ts';
import { createForgetting } from './learning-forget.ts';
import { createInsights } from './insights.ts';
import { createHistory } from './learning-history.ts';
import { createProposals, inferredBefore, pendingOf } from './learning-proposals.ts';
import { createLearningRoom, type LearningDeps, type LearningRoom } from './learning-room.ts';
import { createTurns } from './learning-turns.ts';
import type { Standing } from './ledger.ts';
import { createLive } from './live.ts';
import { viewsOf } from './proposal-views.ts';
import { actingHashOf, createSandboxStore, newestRuns, withTests } from './sandbox.ts';
import { suspendedIn } from './screened.ts';

export interface LearningStoreDeps extends LearningDeps {
  /** Checks the whole chain, in a thread of its own. */
  verifyAll(): Promise<VerifyReport>;
  /** Reads all of the profile as the watchers need it, in a thread of its own. */
  lookBack(now: number, sends: boolean): Promise<Insight>;
}

/** Learning in one profile: an append-only ledger, versions of the learned state, and what waits for the person. */
export function createLearningStore({
  verifyAll,
  lookBack,
  ...deps
}: LearningStoreDeps): LearningStore & SandboxStore & InsightsStore {
  const room = createLearningRoom(deps);
  const { ledger, texts, write, now } = room;
  return {
    ...createProposals(room),
    ...createDecisions(room),
    ...createForgetting(room),
    ...createHistory(room),
    ...createTurns(room),
    ...createSandboxStore(room),
    ...createInsights(room, (sends) => lookBack(now(), sends)),

    start: (program) => start(room, program),

    live: () =>
      createLive(
        () => () =>
          room.look(async () => {
            const standing = await ledger.read();
            const pending = await pendingOf(room);
            const { version, mode, suspended, regulated } = standing.folded;
            const isActive = (id: string) => standing.items.some((item) => item.id === id);
            const waiting = standing.folded.waiting.filter(isActive);
            return {
              version: Math.max(version, 0),
              stateHash: standing.newest?.stateHash ?? '',
              actingHash: actingHashOf(standing, room.sha256),
              items: standing.items,
              suspended: suspended.filter(isActive),
              waiting,
              tests: Object.fromEntries(await newestRuns(room.database, waiting)),
              regulated,
              proposals: await withTests(room.database, await viewsOf(texts, pending, standing.items)),
              mode,
              broken: standing.learning?.broken,
              pausedUntil: pausedUntil(await inferredBefore(room), now()),
            };
          }),
      ),

    setMode: (mode) =>
      write(async () => {
        const standing = await ledger.read();
        if (standing.folded.mode === mode) return;
        await ledger.append(standing, { kind: 'mode', body: { mode } }, { by: 'user' });
      }),

    setRegulated: (on) =>
      write(async () => {
        const standing = await ledger.read();
        if (standing.folded.regulated === on) return;
        await ledger.append(standing, { kind: 'regulated', body: { on } }, { by: 'user' });
      }),

    async verify() {
      const report = await verifyAll();
      await write(async () => setBroken(room, await ledger.read(), report.problems[0]));
      return report;
    },
  };
}

/** Makes version 0, or checks that what stands is what was left. */
async function start(room: LearningRoom, program: Program): Promise<void> {
  const { ledger, sha256, write, look, loadScreen } = room;
  const isUpdate = await look(async () => {
    const { newest, learning } = await ledger.read();
    return newest !== undefined && learning?.program.build !== program.build;
  });
  const screen = isUpdate ? await loadScreen() : undefined;
  await write(async () => {
    const standing = await ledger.read();
    if (standing.newest === undefined && standing.head.seq === 0) {
      await ledger.appendVersion(standing, { kind: 'started', body: { program } }, { by: 'system' });
    }
    const problem = isIntact(program, sha256) ? await lightCheck(room, standing) : notIntact;
    if (problem !== undefined) {
      await setBroken(room, standing, problem);
      return;
    }
    const from = standing.folded.program;
    if (screen === undefined || from === undefined || from.build === program.build) return;
    const body = { from, to: program, suspended: suspendedIn(screen, standing.items) };
    await ledger.append(standing, { kind: 'program-updated', body }, { by: 'system' });
  });
}

const notIntact =
  'the program is not as it was built. Reload the page; if this stays, install Assent again. Learning stands still.';
const notWhole =
  'what was learned is not as it was left: the record was changed or damaged. Learning stands still. “Verify” in Insights shows where.';

/** The newest version against its hash, and the last entry against the head. */
async function lightCheck(
  { database, ledger, sha256 }: LearningRoom,
  { head, newest, folded }: Standing,
): Promise<string | undefined> {
  const [last, version] = await Promise.all([
    database.ledger.orderBy('seq').last(),
    newest === undefined ? database.versions.orderBy('number').last() : newest,
  ]);
  if (last === undefined || version === undefined || folded.program === undefined) return notWhole;
  const sameHead = last.seq === head.seq && last.hash === head.hash && entryHash(last, sha256) === last.hash;
  const sameState = version.stateHash === (await ledger.hashOfState(version.state));
  return sameHead && sameState && version.ledgerSeq <= head.seq ? undefined : notWhole;
}

async function setBroken(
  { database }: LearningRoom,
  { learning }: Standing,
  problem: string | undefined,
): Promise<void> {
  if (learning === undefined || learning.broken === problem) return;
  await database.meta.put({ key: 'learning', value: { ...learning, broken: problem } });
}
