import process from 'node:process';
import {parseArgs} from 'node:util';
import {arrives} from './arrives.ts';
import {claims} from './claims.ts';
import {doors} from './doors.ts';
import {far} from './far.ts';
import {faults} from './faults.ts';
import {firewalls} from './firewalls.ts';
import {forwards} from './forwards.ts';
import {libvirt} from './libvirt.ts';
import {lockOut} from './lock-out.ts';
import {overSsh} from './over-ssh.ts';
import {parallel} from './parallel.ts';
import type {Part} from './part.ts';
import {places} from './places.ts';
import {recover} from './recover.ts';
import {rivals} from './rivals.ts';
import {setup} from './setup.ts';
import {shown} from './shown.ts';
import {createTally} from './tally.ts';
import {walking} from './walk.ts';
import {type Warm, warmWorld} from './worlds.ts';

const parts: readonly Part[] = [
  ...[arrives, shown, faults, parallel, claims, rivals, forwards],
  ...[recover, setup, lockOut, places, walking, far, overSsh, doors, libvirt, firewalls],
];

/**
 * `npm run soak`: all of it; `-- --sample`: what every commit can afford; `-- --seed=N`: the same cases again;
 * `-- shown faults`: some parts only.
 */
const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {sample: {type: 'boolean', default: false}, seed: {type: 'string'}},
});
const unknown = positionals.filter(word => !parts.some(({name}) => name === word));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}: ${parts.map(({name}) => name).join(', ')}`);
  process.exit(2);
}
const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
const tally = createTally();
const cleaning: (() => void)[] = [];
const after = (clean: () => void) => void cleaning.push(clean);
let world: Promise<Warm> | undefined;
const warm = (): Promise<Warm> => {
  world ??= warmWorld(after);
  return world;
};
console.log(`soak${values.sample ? ' (sample)' : ''}, seed ${seed}`);

for (const {name, title, run} of parts) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const startedAt = performance.now();
  console.log(`${name}: ${title}`);
  const did = await run({sample: values.sample, seed, tally, after, warm}).catch(error => {
    tally.fail(name, error);
    return 'gave up';
  });
  console.log(`  ${did}, ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
for (const clean of cleaning.reverse()) clean();

const {passed, failed} = tally.counts();
if (failed > 0) {
  const words = [...(values.sample ? ['--sample'] : []), `--seed=${seed}`, ...positionals];
  console.log(`to see it again: npm run soak -- ${words.join(' ')}`);
  process.exitCode = 1;
}
// whatever a part has loaded may still say something (node:test does): this is the last line
process.once('exit', () => console.log(`${passed} passed, ${failed} failed`));
