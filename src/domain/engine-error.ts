export type EngineErrorKind =
  | 'gpu-lost'
  | 'worker-lost'
  | 'out-of-memory'
  | 'quota'
  | 'network'
  | 'unsupported'
  | 'context-overflow'
  | 'corrupt'
  /** The model ran, and its answer is of no use. */
  | 'garbled'
  | 'aborted'
  | 'busy-other-tab';

/** Why an engine or a download could not go on. `sentence` is for the person, `detail` for a bug report. */
export interface EngineError {
  kind: EngineErrorKind;
  sentence: string;
  detail?: string;
}

const sentences: Record<EngineErrorKind, string> = {
  'gpu-lost': 'The graphics processor was lost. Your conversation is safe; try again or use a smaller model.',
  'worker-lost': 'The model stopped unexpectedly. Your conversation is safe; try again.',
  'out-of-memory': 'This model needs more memory than this device can give. Try a smaller one.',
  quota: 'There is not enough storage left for this. Free some space and try again.',
  network: 'The connection failed. Check it and try again.',
  unsupported: 'This device or browser cannot run this model.',
  'context-overflow': 'This message is longer than the model can read at once. Shorten it and send it again.',
  corrupt: 'The model file is damaged or incomplete. Delete it and get it again.',
  garbled: 'The answer is of no use.',
  aborted: 'Stopped.',
  'busy-other-tab': 'Another tab is running the model.',
};

/** An error of the given kind; `sentence` replaces the kind's general one where the cause is known better. */
export function engineError(kind: EngineErrorKind, sentence?: string, detail?: string): EngineError {
  const error: EngineError = { kind, sentence: sentence ?? sentences[kind] };
  return detail === undefined ? error : { ...error, detail };
}
