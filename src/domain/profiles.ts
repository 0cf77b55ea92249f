import type { Live } from './ports.ts';
import type { Result } from './result.ts';

/** One person's separate data on this device. */
export interface Profile {
  id: string;
  name: string;
  createdAt: number;
}

/** Who uses this device. What one person does never reaches the data of another. Refusals are sentences for the person. */
export interface ProfileStore {
  /** The one that this page has open, for as long as it lives. */
  readonly currentId: string;
  /** Oldest first. */
  live(): Live<Profile[]>;
  /** Adds an empty profile, which is the one in use from the next start on. */
  create(name: string): Promise<Result<Profile, string>>;
  rename(id: string, name: string): Promise<Result<void, string>>;
  /** Makes it the one in use from the next start on. */
  use(id: string): Promise<Result<void, string>>;
  /**
   * Deletes for good all that belongs to one person; never the one that this page has open. What another tab holds up
   * is deleted at the next start.
   */
  remove(id: string): Promise<Result<void, string>>;
}

/** In characters. */
export const longestProfileName = 40;

/** Why a name cannot be given, or undefined. `others` are the names of the other profiles. */
export function profileNameProblem(name: string, others: readonly string[]): string | undefined {
  const wanted = cleanName(name);
  if (wanted === '') return 'Write a name for the profile.';
  if (wanted.length > longestProfileName) return `Use at most ${longestProfileName} characters.`;
  const fold = (text: string) => cleanName(text).toLowerCase();
  return others.some((other) => fold(other) === fold(wanted))
    ? `There is a profile with the name “${wanted}” already. Choose another name.`
    : undefined;
}

/** A name as it is kept: no space around it, single ones within. */
export const cleanName = (name: string): string => name.normalize('NFC').replace(/\s+/gu, ' ').trim();
