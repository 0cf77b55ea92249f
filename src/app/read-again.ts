import type { PromptMessage } from '../domain/generation.ts';
import { runsHere, type EngineHost } from './engine-host.svelte.ts';

/** Reads the open conversation into the model's cache again: the next turn must not pay for work in between. */
export async function readAgain(
  host: EngineHost,
  messages: PromptMessage[] | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (messages === undefined || host.state.kind !== 'ready' || !runsHere(host.state.model)) return;
  const request = { messages, sampling: { temperature: 0, topP: 1, maxTokens: 1 } };
  await host.generate(host.state.model, request, { title: 'Getting ready', onDelta: () => {}, signal });
}
