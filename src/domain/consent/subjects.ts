import { canonicalJson, type Json } from '../canonical-json.ts';
import type { Scope } from '../learned/scope.ts';
import type { Slot } from '../learned/slots.ts';
import type { ItemKind } from '../learned/state.ts';
import { wellFormed } from '../tools/call-hash.ts';
import type { Loss, Source } from '../tools/tool.ts';

/** What of a proposal a person consents to. */
interface ShownProposal {
  id: string;
  kind: ItemKind;
  scope: Scope;
  slot?: Slot | undefined;
  text: string | null;
  replaced?: { id: string; text: string } | undefined;
  test?: { id: string } | undefined;
}

interface ShownItem {
  id: string;
  text: string;
}

/** The subject of `approve`: the proposals in the order shown, and the items that make room for them. */
export function approveSubject(
  proposals: readonly ShownProposal[],
  retiring: readonly ShownItem[] = [],
): string {
  return canonicalJson({
    approve: proposals.map(({ id, kind, scope, slot, text, replaced, test }) => ({
      id,
      kind,
      scope,
      slot,
      text,
      replaces: replaced && { id: replaced.id, text: replaced.text },
      test: test?.id,
    })),
    retiring: shown(retiring),
  });
}

/** The subject of `add`: what the person wrote by hand. */
export function addSubject(
  draft: { kind: ItemKind; scope: Scope; slot?: Slot | undefined; text: string },
  retiring: readonly ShownItem[] = [],
): string {
  const { kind, scope, slot, text } = draft;
  return canonicalJson({ add: { kind, scope, slot, text }, retiring: shown(retiring) });
}

export const retireSubject = (items: readonly ShownItem[]): string => canonicalJson({ retire: shown(items) });

/** The subject of `restore`: the version, what it holds, and the version that is left by it. */
export const restoreSubject = (version: { number: number; stateHash: string }, current: number): string =>
  canonicalJson({ restore: version.number, stateHash: version.stateHash, from: current });

export const forgetSubject = (items: readonly ShownItem[]): string => canonicalJson({ forget: shown(items) });

/** The subject of `confirm`: one call, what it would do, what would be lost, and whose words it follows. */
export function confirmSubject(shown: {
  call: string;
  tool: string;
  input: Json;
  loss: Loss | undefined;
  sources: readonly Source[];
}): string {
  const { call, tool, input, loss, sources } = shown;
  const confirm = {
    call,
    tool,
    input,
    loss: loss && { ...loss },
    sources: sources.map((one) => ({ ...one })),
  };
  return canonicalJson(wellFormed({ confirm }));
}

const shown = (items: readonly ShownItem[]) => items.map(({ id, text }) => ({ id, text }));
