import { expose } from 'comlink';
import { ProfileDatabase } from '../profile-database.ts';
import { createSearchReader } from '../search-reader.ts';
import { createSearchThread } from '../search-thread.ts';

expose(
  createSearchThread({
    openProfile: (profileId) =>
      createSearchReader({ database: new ProfileDatabase(profileId, { onClosed: () => undefined }) }),
  }),
);
