import { parseCatalogue } from '../domain/catalogue-format.ts';
import { engineError } from '../domain/engine-error.ts';
import type { Catalogue } from '../domain/ports.ts';
import { failure, success } from '../domain/result.ts';

export interface CatalogueDeps {
  fetch: typeof fetch;
  /** The absolute address of `models.json`. */
  url: string;
}

/** Reads the list of models that this copy offers. `network` if it cannot be had, `corrupt` if it cannot be understood. */
export function createCatalogue({ fetch, url }: CatalogueDeps): Catalogue {
  return {
    async read() {
      let response: Response;
      try {
        response = await fetch(url, { cache: 'no-cache' });
      } catch (problem) {
        return failure(engineError('network', 'The list of models could not be reached.', String(problem)));
      }
      if (!response.ok) {
        return failure(
          engineError('network', 'The list of models is not at its address.', `status ${response.status}`),
        );
      }
      let json: unknown;
      try {
        json = await response.json();
      } catch (problem) {
        return failure(engineError('corrupt', 'The list of models is not valid JSON.', String(problem)));
      }
      const parsed = parseCatalogue(json, response.url || url);
      return parsed.ok ? success(parsed.value) : failure(engineError('corrupt', parsed.error));
    },
  };
}
