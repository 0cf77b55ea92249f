import { canonicalJson, type Json } from '../canonical-json.ts';
import type { Scope } from '../learned/scope.ts';
import type { Sha256 } from '../tap.ts';
import { caseOf, type SandboxCase } from './case.ts';
import type { Check } from './check.ts';
import { openQuestions, ordinaryCases } from './ordinary-cases.ts';
import { permissionCases } from './permissions.ts';
import { probes } from './probes.ts';

/** A turn of the person that is asked again: question and the words before it. */
export interface PastTurn {
  id: string;
  question: string;
  scope: Scope;
}

/** A test that the person kept from an answer. */
export interface OwnCase {
  id: string;
  question: string;
  scope: Scope;
  check: Check;
}

/** A rule that acts already, and what shows that it is obeyed. */
export interface ActiveRule {
  id: string;
  scope: Scope;
  check: Check;
}

export interface SuiteMaterial {
  proposal: { id: string; text: string; scope: Scope };
  /** What decides whether the change does what it should; undefined where only a judge can. */
  helpCheck: Check | undefined;
  /** The question whose answer was complained about. */
  failure: string | undefined;
  /** The same question in other words, written by a model. */
  paraphrases: readonly string[];
  /** Newest first, without the conversation that the evidence stands in. */
  past: readonly PastTurn[];
  own: readonly OwnCase[];
  /** Active rules that a check can decide on. */
  rules?: readonly ActiveRule[];
}

const helpCases = 6;
const hiddenCases = 2;
const otherCases = 12;
const mostRules = 4;

/**
 * The cases of one run, in the order in which they are asked: three help cases (the gate), the probes, what it may do, the
 * other help cases, the other rules, the person's own, then what must not get worse. The same material gives the same suite.
 */
export function suiteFor(material: SuiteMaterial): SandboxCase[] {
  const help = helpSet(material);
  const rules = sample(
    (material.rules ?? []).filter(({ scope }) => overlaps(scope, material.proposal.scope)),
    material.proposal.id,
    mostRules,
  ).map(ruleCase);
  const own = material.own.map(({ id, question, check }) => caseOf('own', id, question, [check]));
  const past = sample(
    material.past.filter(({ scope }) => scope !== material.proposal.scope || scope === 'always'),
    material.proposal.id,
    otherCases,
  ).map(({ id, question }) => caseOf('past', id, question, [{ kind: 'answered' }, { kind: 'no-secret' }]));
  const ordinary = sample(ordinaryCases, material.proposal.id, otherCases - past.length);
  return [
    ...help.slice(0, 3),
    ...probes,
    ...permissionCases,
    ...help.slice(3),
    ...rules,
    ...own,
    ...past,
    ...ordinary,
  ];
}

const overlaps = (one: Scope, other: Scope): boolean =>
  one === other || one === 'always' || other === 'always';

function ruleCase({ id, scope, check }: ActiveRule): SandboxCase {
  const [question = ''] = sample(openQuestions[scope], id, 1);
  // Without its words: they may be forgotten one day, and this record stays.
  return caseOf('rule', id, question, [check]);
}

/** Only the guardrails: after a restore, with another model, or on request. */
export const probeSuite = (): SandboxCase[] => [...probes];

/** The failure, its paraphrases, and open questions of the same occasion that whoever proposed the change has not seen. */
function helpSet({ proposal, helpCheck, failure, paraphrases, past }: SuiteMaterial): SandboxCase[] {
  const checks = helpCheck === undefined ? [] : [helpCheck];
  const seen = [failure, ...paraphrases].filter((question) => question !== undefined);
  const near = past.filter(({ scope }) => scope === proposal.scope).map(({ question }) => question);
  const fresh = sample([...near, ...openQuestions[proposal.scope]], proposal.id, helpCases);
  const known = [...new Set(seen)].slice(0, helpCases - hiddenCases);
  const others = fresh.filter((question) => !known.includes(question)).slice(0, helpCases - known.length);
  return [
    ...known.map((question, place) => caseOf('help', `${place}`, question, checks)),
    ...others.map((question, place) =>
      caseOf('help', `${known.length + place}`, question, checks, { hidden: true }),
    ),
  ];
}

/**
 * What a record is bound to: the probes, the ordinary cases and the person's own tests. Which past turns were sampled does not
 * count, or every new conversation would void every record.
 */
export function suiteHash(own: readonly OwnCase[], sha256: Sha256): string {
  const tests = own.map(({ id, question, check }) => ({ id, question, check }));
  return sha256(canonicalJson({ probes, permissionCases, ordinaryCases, tests } as unknown as Json));
}

/** Always the same `count` values for the same seed, in their order (FNV-1a as the order of a draw). */
function sample<Value>(values: readonly Value[], seed: string, count: number): Value[] {
  const drawn = values
    .map((value, place) => ({ value, place, lot: lotOf(`${seed} ${place}`) }))
    .sort((one, other) => one.lot - other.lot)
    .slice(0, Math.max(0, count));
  return drawn.sort((one, other) => one.place - other.place).map(({ value }) => value);
}

function lotOf(text: string): number {
  let value = 0x811c9dc5;
  for (let place = 0; place < text.length; place++)
    value = Math.imul(value ^ text.charCodeAt(place), 0x01000193);
  return value >>> 0;
}
