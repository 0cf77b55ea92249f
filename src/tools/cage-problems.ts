import { toolError, type ToolError } from '../domain/tools/tool.ts';
import type { CageFault, CageReply } from './cage-wire.ts';

const messageLimit = 200;

export const stopped = toolError('stopped', 'You stopped the tool.');
export const notStarted = toolError('failed', 'The place where learned tools run did not start.');
export const broken = toolError('failed', 'The place where learned tools run broke down.');
export const bodyTooLong = toolError('code', 'The code of the tool is longer than 64 KB.');
export const givenTooMuch = toolError('too-large', 'The tool was given more than 4 MB.');
export const malformed = toolError('output', 'The tool gave something that is not plain data.');
export const nestedTooDeeply = toolError('output', 'The tool gave data nested more than 100 levels deep.');

export const tooSlow = (timeoutMs: number) =>
  toolError('timeout', `The tool did not finish within ${secondsOf(timeoutMs)}.`);

/** A fault in one sentence for the person. `timeoutMs` is what the program was given. */
export function problemOf(fault: CageFault, timeoutMs: number): ToolError {
  switch (fault.kind) {
    case 'timeout':
      return tooSlow(timeoutMs);
    case 'memory':
      return toolError('memory', 'The tool needs more memory than it may have.');
    case 'output':
      return outputProblems[fault.why];
    case 'code': {
      const message = oneLine(fault.message);
      return toolError(
        'code',
        message === '' ? 'The code of the tool failed.' : `The code of the tool failed with “${message}”.`,
      );
    }
  }
}

const outputProblems = {
  'not-json': malformed,
  'too-long': toolError('output', 'The tool gave more than 64 KB.'),
  unsettled: toolError('output', 'The tool never gave its result.'),
};

/** Controls and marks that turn the direction of writing could disguise what is shown. */
const oneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .slice(0, messageLimit)
    .replace(/\p{Cs}$/u, '')
    .trim();

const secondsOf = (milliseconds: number) =>
  milliseconds === 1000 ? 'one second' : `${milliseconds / 1000} seconds`;

/** What the thread said, or undefined where that is not what our code says: it ran a stranger's program. */
export function readReply(data: unknown): CageReply | undefined {
  if (!isRecord(data)) return undefined;
  const { kind, output, fault } = data;
  if (kind === 'ready' || kind === 'unable') return { kind };
  if (kind === 'done' && typeof output === 'string') return { kind, output };
  const read = kind === 'fault' && isRecord(fault) ? readFault(fault) : undefined;
  return read && { kind: 'fault', fault: read };
}

function readFault({ kind, why, message }: Record<string, unknown>): CageFault | undefined {
  if (kind === 'timeout' || kind === 'memory') return { kind };
  if (kind === 'output' && (why === 'not-json' || why === 'too-long' || why === 'unsettled'))
    return { kind, why };
  if (kind === 'code' && typeof message === 'string') return { kind, message };
  return undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
