import type { Profile, ProfileStore } from '../domain/profiles.ts';
import { failure, success, type Result } from '../domain/result.ts';
import { LiveValue } from './live-value.svelte.ts';
import { sentenceOf } from './problem.ts';

export interface ProfilesDeps {
  store: Promise<ProfileStore>;
  /** Loads the page again, with the profile that is now in use. What runs here is ended first. */
  reload(): void | Promise<void>;
}

/** Who uses this device, and who of them this page belongs to. */
export class Profiles {
  readonly #deps: ProfilesDeps;
  readonly #live: LiveValue<Profile[]>;
  #currentId = $state.raw<string>();

  constructor(deps: ProfilesDeps) {
    this.#deps = deps;
    deps.store.then(
      ({ currentId }) => (this.#currentId = currentId),
      () => {},
    );
    this.#live = new LiveValue(deps.store.then((store) => store.live()));
  }

  /** Oldest first; empty until they are read. */
  get rows(): readonly Profile[] {
    return this.#live.current ?? [];
  }

  /** Why they cannot be read. */
  get problem(): string | undefined {
    return this.#live.problem;
  }

  /** The one that this page belongs to; undefined until the storage is open. */
  get currentId(): string | undefined {
    return this.#currentId;
  }

  get current(): Profile | undefined {
    return this.rows.find(({ id }) => id === this.#currentId);
  }

  /** Makes an empty profile and goes to it. */
  create(name: string): Promise<Result<void, string>> {
    return this.#leaving((store) => store.create(name));
  }

  rename(id: string, name: string): Promise<Result<void, string>> {
    return this.#asked((store) => store.rename(id, name));
  }

  switchTo(id: string): Promise<Result<void, string>> {
    return this.#leaving((store) => store.use(id));
  }

  /** Deletes for good all that belongs to one person; not the profile in use. */
  remove(id: string): Promise<Result<void, string>> {
    return this.#asked((store) => store.remove(id));
  }

  async #leaving(
    work: (store: ProfileStore) => Promise<Result<unknown, string>>,
  ): Promise<Result<void, string>> {
    const done = await this.#asked(work);
    if (done.ok) await this.#deps.reload();
    return done;
  }

  async #asked(
    work: (store: ProfileStore) => Promise<Result<unknown, string>>,
  ): Promise<Result<void, string>> {
    try {
      const done = await work(await this.#deps.store);
      return done.ok ? success(undefined) : done;
    } catch (problem) {
      return failure(sentenceOf(problem));
    }
  }
}
