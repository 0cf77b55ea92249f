import { bignumberDependencies, create, parseDependencies, unitDependencies, type BigNumber } from 'mathjs';

/** mathjs's parser, its decimal numbers and its units; none of its functions is ever reached by what a person types. */
export const mathematics = create(
  { ...parseDependencies, ...bignumberDependencies, ...unitDependencies },
  { number: 'BigNumber', precision: 64 },
);

export const decimal = (written: string | number): BigNumber => mathematics.bignumber(`${written}`);

export type { BigNumber };
