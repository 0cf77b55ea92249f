import type { Alarm, AlarmFigure } from './history.ts';

/** An alarm of drift. The cause and the version make its key. */
export const driftAlarm = (
  cause: string,
  level: Alarm['level'],
  at: number,
  version: number,
  sentence: string,
  figures: readonly AlarmFigure[],
): Alarm => ({
  key: `drift:${cause}:v${version}:${level}`,
  kind: 'drift',
  at,
  level,
  sentence,
  figures,
  evidence: { proposals: [], turns: [], versions: [version] },
  remedy: 'restore',
});
