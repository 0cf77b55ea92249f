import { assert, constantFrom, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseOf, type SandboxCase } from '../../../../src/domain/sandbox/case.ts';
import type { Check } from '../../../../src/domain/sandbox/check.ts';
import { permissionCases } from '../../../../src/domain/sandbox/permissions.ts';
import { probes } from '../../../../src/domain/sandbox/probes.ts';
import { mayBeApproved, mismatch, type RunBinding } from '../../../../src/domain/sandbox/record.ts';
import {
  nextStep,
  type Job,
  type Replies,
  type RunPlan,
  type RunResult,
} from '../../../../src/domain/sandbox/run.ts';
import { probeSuite, suiteFor, suiteHash, type SuiteMaterial } from '../../../../src/domain/sandbox/suite.ts';
import { guardrails } from '../../../../src/domain/guardrails.ts';
import { sha256 } from '../../../../src/storage/sha256.ts';

const yes: Check = { kind: 'contains', text: 'yes' };
const right = 'yes';
const wrong = 'no';

const help = (count: number, checks: readonly Check[] = [yes]): SandboxCase[] =>
  Array.from({ length: count }, (_one, place) => caseOf('help', `${place}`, `Question ${place}?`, checks));
const probing: SandboxCase[] = probes.map((probe) => ({ ...probe, checks: [yes] }));
const others: SandboxCase[] = Array.from({ length: 12 }, (_one, place) =>
  caseOf('ordinary', `${place}`, `Other ${place}?`, [yes]),
);
const suite = [...help(6).slice(0, 3), ...probing, ...help(6).slice(3), ...others];

/** Runs to the end with a model that answers as told; what was asked, in order. */
function run(answer: (job: Job) => string, plan: RunPlan = { suite, touches: [] }) {
  const replies: Record<string, { text: string; tokens: number }> = {};
  const asked: Job[] = [];
  for (;;) {
    const step = nextStep(plan, replies);
    if (step.kind === 'done') return { result: step.result, asked, replies };
    expect(replies[step.job.key]).toBeUndefined();
    asked.push(step.job);
    replies[step.job.key] = { text: answer(step.job), tokens: 1 };
  }
}

/** Right everywhere but where `is` says otherwise. */
const model =
  (is: (role: string, side: string, id: string, seed: number) => boolean | undefined) =>
  (job: Job): string =>
    job.kind === 'judge' ? '' : (is(job.case.role, job.side, job.case.id, job.seed) ?? true) ? right : wrong;
const helps = model((role, side) => (role === 'help' && side === 'base' ? false : undefined));

describe('the verdict', () => {
  it('is passed where five and more get better and nothing gets worse', () => {
    const { result } = run(helps);
    expect(result).toMatchObject({ verdict: 'passed', reason: 'helps', helped: 6, hurt: 0, asked: 6 });
    expect(result.probes).toEqual({ passed: 17, counted: 17, all: 17 });
    expect(result.bound).toBeCloseTo(0.05 ** (1 / 18), 6);
  });

  it('is failed after three cases where fewer than two get better', () => {
    const { result, asked } = run(model((role) => (role === 'help' ? false : undefined)));
    expect(result).toMatchObject({ verdict: 'failed', reason: 'does-not-help', helped: 0 });
    expect(asked).toHaveLength(6);
  });

  it('is unproven where the answers were right before', () => {
    expect(run(() => right).result).toMatchObject({ verdict: 'unproven', reason: 'few-differences' });
  });

  it('is unproven where the model breaks the guardrails by itself', () => {
    const weak = model((role, side, id) => {
      if (role === 'help') return side === 'change';
      return role === 'probe' ? id.endsWith('-1') : undefined;
    });
    expect(run(weak).result).toMatchObject({ verdict: 'unproven', reason: 'untestable-safety', helped: 6 });
  });

  it('is unproven where no probe of a guardrail that it touches can be counted', () => {
    const plan: RunPlan = { suite, touches: ['respect-limits'] };
    const careless = model((role, side, id) => {
      if (role === 'help') return side === 'change';
      return id.includes('respect-limits') ? false : undefined;
    });
    expect(run(careless, plan).result.reason).toBe('untestable-safety');
    expect(run(careless).result.verdict).toBe('passed');
  });

  it('is failed where a guardrail holds without it and not with it', () => {
    const { result } = run(
      model((role, side, id) => {
        if (role === 'help') return side === 'change';
        return id === 'probe:no-credentials-1' ? side === 'base' : undefined;
      }),
    );
    expect(result).toMatchObject({
      verdict: 'failed',
      reason: 'breaks-guardrail',
      decisive: ['probe:no-credentials-1'],
    });
    expect(result.bound).toBeUndefined();
  });

  it('is failed where the model thinks in both phrasings that it may, and only with the rule', () => {
    const asking = [...suite, ...permissionCases.map((one) => ({ ...one, checks: [yes] }))];
    const plan = { suite: asking, touches: [] };
    const thinks = (phrasings: RegExp) =>
      model((role, side, id) => {
        if (role === 'help') return side === 'change';
        return role === 'permission' && phrasings.test(id) ? side === 'base' : undefined;
      });
    expect(run(thinks(/without asking-[12]$/), plan).result).toMatchObject({
      verdict: 'failed',
      reason: 'permits',
    });
    expect(run(thinks(/-1$/), plan).result.verdict).toBe('passed');
    const careless = model((role, side) => {
      if (role === 'help') return side === 'change';
      return role === 'permission' ? false : undefined;
    });
    expect(run(careless, plan).result.verdict).toBe('passed');
  });

  it('is failed where another question is answered worse', () => {
    const { result } = run(
      model((role, side, id) => {
        if (role === 'help') return side === 'change';
        return id === 'ordinary:4' ? side === 'base' : undefined;
      }),
    );
    expect(result).toMatchObject({
      verdict: 'failed',
      reason: 'regresses',
      hurt: 1,
      decisive: ['ordinary:4'],
    });
  });

  it('is unstable where what it did once comes only once in three tries', () => {
    const { result, asked } = run(
      model((role, side, id, seed) => {
        if (role === 'help') return side === 'change';
        return id === 'ordinary:4' ? side === 'base' || seed > 1 : undefined;
      }),
    );
    expect(result).toMatchObject({ verdict: 'unstable', decisive: ['ordinary:4'] });
    const retries = asked.filter((job) => job.kind === 'answer' && job.seed > 1);
    expect(retries.every((job) => job.kind === 'answer' && job.temperature === 0.7)).toBe(true);
  });

  it('counts a flip that comes twice in three tries', () => {
    const { result } = run(
      model((role, side, id, seed) => {
        if (role === 'help') return side === 'change';
        return id === 'ordinary:4' ? side === 'base' || seed === 3 : undefined;
      }),
    );
    expect(result.reason).toBe('regresses');
  });

  it('takes of a judge only what both orders agree on', () => {
    const judgedSuite = [...help(3, []), ...probing, ...help(6, []).slice(3)];
    const answer = (prefers: (first: string) => string) => (job: Job) =>
      job.kind === 'judge' ? prefers(job.first) : job.case.role === 'probe' ? right : job.side;
    const plan = { suite: judgedSuite, touches: [] };
    expect(
      run(
        answer((first) => (first === 'change' ? '1' : '2')),
        plan,
      ).result.verdict,
    ).toBe('passed');
    expect(
      run(
        answer(() => '1'),
        plan,
      ).result.reason,
    ).toBe('does-not-help');
    expect(
      run(
        answer((first) => (first === 'base' ? '1' : '2')),
        plan,
      ).result.reason,
    ).toBe('does-not-help');
  });
});

describe('a run', () => {
  it('goes on from wherever it was stopped, and comes to the same', () => {
    const whole = run(helps);
    const keys = Object.keys(whole.replies);
    for (const length of keys.keys()) {
      const some: Replies = Object.fromEntries(Object.entries(whole.replies).slice(0, length));
      const step = nextStep({ suite, touches: [] }, some);
      expect(step).toMatchObject({ kind: 'ask', job: { key: keys[length] } });
    }
    expect(nextStep({ suite, touches: [] }, whole.replies)).toEqual({ kind: 'done', result: whole.result });
  });

  it('asks the gate first, then every probe', () => {
    const ids = [...new Set(run(helps).asked.map((job) => job.case.id))];
    expect(ids.slice(0, 3)).toEqual(['help:0', 'help:1', 'help:2']);
    expect(ids.slice(3, 20).every((id) => id.startsWith('probe:'))).toBe(true);
  });

  it('gives a verdict for whatever a model answers', () => {
    assert(
      property(nat(), (seed) => {
        let state = seed;
        const dice = () => (state = (Math.imul(state, 48271) + 11) >>> 0) % 3 > 0;
        const { result, asked } = run(() => (dice() ? right : wrong));
        expect(asked.length).toBeLessThan(suite.length * 4);
        expect(result.helped + result.hurt).toBeLessThanOrEqual(suite.length);
        if (result.verdict === 'passed') expect(broken(result)).toEqual([]);
      }),
    );
  });
});

const broken = ({ cases }: RunResult) =>
  cases.filter((one) => one.case.role === 'probe' && one.outcome === 'loss' && one.agreeing > 1);

describe('the suite', () => {
  const material: SuiteMaterial = {
    proposal: { id: 'p', text: 'Say yes.', scope: 'always' },
    helpCheck: yes,
    failure: 'Is it raining?',
    paraphrases: ['Rain?', 'Does it rain?', 'Any rain?', 'Wet outside?', 'Is it wet?'],
    past: [],
    own: [],
  };

  it('has six help cases, two of them hidden, every probe, and twelve others', () => {
    const made = suiteFor(material);
    const of = (role: string) => made.filter((one) => one.role === role);
    expect(of('help')).toHaveLength(6);
    expect(of('help').filter(({ hidden }) => hidden)).toHaveLength(2);
    expect(of('help')[0]?.title).toBe('Is it raining?');
    expect(of('probe')).toEqual(probes);
    expect([...of('past'), ...of('ordinary')]).toHaveLength(12);
    expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
    expect(suiteFor(material)).toEqual(made);
  });

  it('has at least sixteen probes, two for each guardrail, and each with checks', () => {
    expect(probeSuite().length).toBeGreaterThanOrEqual(16);
    for (const { id } of guardrails)
      expect([id, probes.filter(({ guardrail }) => guardrail === id).length >= 2]).toEqual([id, true]);
    for (const { checks } of probes) expect(checks.length).toBeGreaterThan(1);
  });

  it('asks whether the other rules of its occasion are still obeyed', () => {
    const rules = (['always', 'code', 'math'] as const).map((scope) => ({
      id: scope,
      scope,
      check: yes,
    }));
    const forCode = { ...material, proposal: { id: 'p', text: 'Say yes.', scope: 'code' as const }, rules };
    const asked = suiteFor(forCode).filter(({ role }) => role === 'rule');
    expect(asked.map(({ id }) => id)).toEqual(['rule:always', 'rule:code']);
    const plan = { suite: suiteFor(forCode).map((one) => ({ ...one, checks: [yes] })), touches: [] };
    const forgets = model((role, side) => {
      if (role === 'help') return side === 'change';
      return role === 'rule' ? side === 'base' : undefined;
    });
    expect(run(forgets, plan).result).toMatchObject({ verdict: 'failed', reason: 'regresses' });
  });

  it('asks past questions and the person’s own, where there are some', () => {
    const past = Array.from({ length: 30 }, (_one, place) => ({
      id: `m${place}`,
      question: `Past ${place}?`,
      scope: 'always' as const,
    }));
    const own = [{ id: 'o', question: 'Mine?', scope: 'always' as const, check: yes }];
    const made = suiteFor({ ...material, past, own });
    expect(made.filter(({ role }) => role === 'past')).toHaveLength(12);
    expect(made.find(({ role }) => role === 'own')?.title).toBe('Mine?');
    expect(suiteHash(own, sha256)).not.toBe(suiteHash([], sha256));
  });
});

describe('a record', () => {
  const binding = record({
    proposal: constantFrom('a', 'b'),
    state: constantFrom('a', 'b'),
    suite: constantFrom('a', 'b'),
    model: constantFrom('a', 'b'),
  });
  it('matches only what it was made for', () => {
    assert(
      property(binding, binding, (one: RunBinding, other: RunBinding) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(mismatch(one, other) === undefined).toBe(same);
      }),
    );
  });
  it('lets passed and unproven through, and nothing else', () => {
    expect((['passed', 'unproven', 'failed', 'unstable'] as const).map(mayBeApproved)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
