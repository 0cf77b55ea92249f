/**
 * Why the database refused. `superseded`: another tab runs a newer program or erased everything; reload.
 * `lost`: the browser dropped the database under the open page; reload, which leads to recovery.
 */
export type StorageFailureKind = 'quota' | 'superseded' | 'lost' | 'failed';

const sentences: Record<StorageFailureKind, string> = {
  quota: 'There is no storage left on this device, so this was not saved. Free some space and try again.',
  superseded: 'Assent was updated or erased in another tab. Reload this page to go on.',
  lost: 'The browser closed the storage of this page. Reload to go on.',
  failed: 'This could not be saved. Reload and try again.',
};

/** What a call on a storage port rejects with. `sentence` is for the person, `cause` for a bug report. */
export class StorageFailure extends Error {
  readonly kind: StorageFailureKind;
  readonly sentence: string;

  constructor(kind: StorageFailureKind, cause?: unknown) {
    super(`${kind}: ${String(cause ?? sentences[kind])}`, { cause });
    this.name = 'StorageFailure';
    this.kind = kind;
    this.sentence = sentences[kind];
  }
}
