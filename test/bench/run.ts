import process from 'node:process';
import {parseArgs} from 'node:util';
import {clone} from './clone.ts';
import {doctor} from './doctor.ts';
import {fleet} from './fleet.ts';
import {inspect} from './inspect.ts';
import {job} from './job.ts';
import {keys, paint} from './keys.ts';
import {libvirt} from './libvirt.ts';
import {libvirtJobs} from './libvirt-jobs.ts';
import {list} from './list.ts';
import type {Figure} from './measure.ts';
import {output} from './output.ts';
import {ports} from './ports.ts';
import {queue} from './queue.ts';
import {ssh} from './ssh.ts';
import {start} from './start.ts';
import {tools} from './tools.ts';
import {trivial} from './trivial.ts';

const benches = [
  start,
  keys,
  paint,
  output,
  tools,
  inspect,
  doctor,
  job,
  trivial,
  clone,
  ports,
  queue,
  list,
  ssh,
  fleet,
  libvirt,
  libvirtJobs,
];

/** `npm run bench`: ratios to a bare Node of the same machine, goals beside them. `npm run bench -- keys job` runs some. */
const {positionals} = parseArgs({allowPositionals: true});
const unknown = positionals.filter(word => !benches.some(({name}) => name === word));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}: ${benches.map(({name}) => name).join(', ')}`);
  process.exit(2);
}
for (const {name, title, run} of benches) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log(`${name}: ${title}`);
  for (const figure of await run()) console.log(`  ${line(figure)}`);
}

function line({what, value, unit, goal}: Figure): string {
  const shown = `${what.padEnd(58)} ${(value < 10 ? value.toFixed(2) : value.toFixed(0)).padStart(7)} ${unit.padEnd(6)}`;
  if (goal === undefined) return shown.trimEnd();
  if (!(value <= goal)) process.exitCode = 1;
  return `${shown} goal ≤ ${goal}${value <= goal ? '' : '  MISSED'}`;
}
