import type { SearchHit } from '../domain/search.ts';
import type { SearchReader } from './search-reader.ts';

export interface SearchThreadDeps {
  openProfile(profileId: string): SearchReader;
}

/** What the page may ask of the search thread. */
export interface SearchThread {
  find(profileId: string, query: string, limit: number): Promise<SearchHit[]>;
}

/** Keeps one reader per profile. */
export function createSearchThread({ openProfile }: SearchThreadDeps): SearchThread {
  const readers = new Map<string, SearchReader>();
  return {
    find(profileId, query, limit) {
      const reader = readers.get(profileId) ?? openProfile(profileId);
      readers.set(profileId, reader);
      return reader.find(query, limit);
    },
  };
}
