import { engineError } from '../../domain/engine-error.ts';
import { DownloadEnded } from './download-problem.ts';

/** `900 MB`, `1.2 GB`: decimal units, as the systems' own settings show them. */
export function bytesInWords(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${Math.round(bytes / 1e6)} MB`;
  return `${Math.max(0, Math.ceil(bytes / 1e3))} kB`;
}

/**
 * Ends with `quota` if the browser says that `bytes` more do not fit. A browser that does not tell is trusted; Chromium
 * tells of up to 10 GiB whatever the disk holds, so a full disk may show only while writing.
 */
export async function ensureSpace(
  name: string,
  bytes: number,
  estimate: () => Promise<StorageEstimate>,
): Promise<void> {
  const { quota, usage } = await estimate().catch((): StorageEstimate => ({}));
  if (quota === undefined || usage === undefined) return;
  const free = Math.max(0, quota - usage);
  if (bytes <= free) return;
  const sentence = `“${name}” needs ${bytesInWords(bytes)} of storage, and ${bytesInWords(free)} are free. Free some space and try again.`;
  throw new DownloadEnded(engineError('quota', sentence));
}
