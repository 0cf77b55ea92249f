import type { AppearanceSetting } from '../../app/appearance.svelte.ts';
import { failure, type Result } from '../../domain/result.ts';
import { applyAppearance } from '../appearance.ts';

/** A refusal in the form in which `Attempt` shows it. */
export const sentenced = <Value>(result: Result<Value, string>): Result<Value, { sentence: string }> =>
  result.ok ? result : failure({ sentence: result.error });

/** Goes to another person's page, which must not begin in the colours of the last. */
export async function leaveProfile(
  appearance: AppearanceSetting,
  leave: () => Promise<Result<void, string>>,
): Promise<Result<void, { sentence: string }>> {
  applyAppearance('system');
  const left = await leave();
  if (!left.ok) applyAppearance(appearance.current);
  return sentenced(left);
}
