import { engineError } from '../../domain/engine-error.ts';
import type { Model } from '../../domain/model.ts';
import type { PickedFile } from '../../domain/ports.ts';
import { importGguf } from './download-import-gguf.ts';
import { importMlc } from './download-import-mlc.ts';
import { configName } from './download-mlc-folder.ts';
import { DownloadEnded } from './download-problem.ts';
import type { DownloadJob, HoldingFolder } from './download-thread.ts';

/** More than a model has. */
const mostFiles = 5000;
const isGguf = ({ path }: PickedFile) => /\.gguf$/i.test(path);
const isOfMlc = ({ path }: PickedFile) => path.endsWith(configName) || /\.(wasm|bin)$/i.test(path);
/** Files that systems leave in folders, such as `.DS_Store`. */
const isLitter = ({ path }: PickedFile) => /(^|\/)(\.|thumbs\.db$|desktop\.ini$)/i.test(path);

/** Brings a model here from files of this device: one GGUF file, all parts of a split one, or a folder in MLC format. */
export async function importModel(
  picked: readonly PickedFile[],
  job: DownloadJob,
  holdingFolder: HoldingFolder,
): Promise<Model> {
  if (picked.length > mostFiles) throw refused('This folder holds too many files to be one model.');
  const files = picked.filter((one) => !isLitter(one));
  const ggufs = files.filter(isGguf);
  if (files.some(isOfMlc) && ggufs.length < files.length) return importMlc(files, job, holdingFolder);
  if (files.length > 1 && ggufs.length === 0)
    throw refused(`There is no model in this: neither a GGUF file nor “${configName}”.`);
  // A GGUF file may lie in a folder beside its description.
  const chosen = (ggufs.length > 0 ? ggufs : files).map(({ file }) => file);
  if (chosen.length === 0) throw refused('There is no file in this.');
  return importGguf(chosen, job, holdingFolder);
}

const refused = (sentence: string) => new DownloadEnded(engineError('unsupported', sentence));
