import { sendsAway } from '../../domain/leaving.ts';
import type { CatalogueModel, InstalledModel } from '../../domain/model.ts';
import { isAdded } from '../../domain/model-address.ts';
import { languagesInWords, sizeInWords } from '../words.ts';

/** Size, licence and languages of a model that is here, as far as they are known. */
export function installedFacts(model: InstalledModel, entry: CatalogueModel | undefined): string[] {
  switch (model.engine) {
    case 'browser':
      return ['Provided by your browser, which decides where it runs'];
    case 'server':
      return [
        sendsAway(model) ? `Runs on another device: ${model.address}` : `Runs on ${model.address}`,
        `model “${model.modelName}”`,
      ];
    case 'webllm':
    case 'wllama': {
      const known = entry
        ? [`licence: ${entry.license}`, ...(isAdded(entry) ? [] : [languagesInWords(entry.languages)])]
        : model.origin === 'imported'
          ? ['from your own file']
          : [];
      return [sizeInWords(model.bytes), ...known];
    }
  }
}
