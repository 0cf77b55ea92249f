import type { CatalogueModel, InstalledModel, Model } from '../domain/model.ts';
import type { ModelEntry } from './model-entries.ts';

/** The next smaller model: one that is here already before one that has to be fetched. Undefined for models that run elsewhere. */
export function smallerThan(
  model: Model,
  installed: readonly InstalledModel[],
  entries: readonly ModelEntry[],
): CatalogueModel | InstalledModel | undefined {
  if (!('bytes' in model)) return undefined;
  const here = installed.flatMap((other) => ('bytes' in other ? [other] : []));
  const fitting = entries.filter(({ fit }) => fit.level === 'good' || fit.level === 'slow');
  return (
    largestBelow(model.bytes, here) ??
    largestBelow(
      model.bytes,
      fitting.map((entry) => entry.model),
    )
  );
}

function largestBelow<Sized extends { bytes: number }>(
  bytes: number,
  models: readonly Sized[],
): Sized | undefined {
  const smaller = models.filter((model) => model.bytes < bytes);
  return smaller.toSorted((one, other) => other.bytes - one.bytes)[0];
}
