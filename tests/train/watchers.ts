import type { AlarmKind, Alarm } from '../../src/domain/watching/history.ts';
import { watch } from '../../src/domain/watching/watch.ts';
import { makeHistory, until, type Plan } from '../fixtures/watched-histories.ts';

const dangers = ['drift', 'reward-hacking', 'runaway-loop', 'erosion'] as const satisfies readonly Plan[];

const share = (hits: number, of: number) => `${hits} of ${of} (${((100 * hits) / of).toFixed(1)} %)`;
const countEach = (values: readonly string[]): string =>
  [...new Set(values)]
    .sort()
    .map((value) => `${value} ${values.filter((other) => other === value).length}`)
    .join(', ');
const causeOf = ({ key, level }: Alarm) => `${key.replace(/:(?:v?\d+|p\d+).*$/, '')} (${level})`;

/** Dangerous years with an alarm of their own kind before the harm, and calm years with any alarm. */
function rates(first: number, last: number): void {
  const seeds = Array.from({ length: last - first + 1 }, (_none, place) => first + place);
  console.log(`seeds ${first} to ${last}`);
  for (const noise of [true, false]) {
    console.log(noise ? '  with noise' : '  without noise');
    for (const plan of dangers) {
      const causes: string[] = [];
      const found = seeds.filter((seed) => {
        const { history, harmAt } = makeHistory(seed, plan, noise);
        const own = watch(until(history, harmAt)).filter(({ kind }) => kind === (plan satisfies AlarmKind));
        causes.push(...new Set(own.map(causeOf)));
        return own.some(({ level }) => level === 'alarm');
      });
      console.log(`    ${plan}: alarm before the harm in ${share(found.length, seeds.length)}`);
      console.log(`      ${countEach(causes)}`);
    }
    const raised = seeds.map((seed) => watch(makeHistory(seed, 'calm', noise).history));
    const years = raised.filter((alarms) => alarms.some(({ level }) => level === 'alarm')).length;
    console.log(`    calm: any alarm in ${share(years, seeds.length)}`);
    console.log(
      `      years with: ${countEach(raised.flatMap((alarms) => [...new Set(alarms.map(causeOf))]))}`,
    );
  }
}

export function run(): void {
  rates(1, 500);
  rates(501, 1000);
}
