import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import path from 'node:path';
import {driverById} from '../../source/drivers/registry.ts';
import {placeOf} from '../../source/jobs/host.ts';
import type {Destination} from '../../source/transport/ssh/settings.ts';
import {createSshTransport} from '../../source/transport/ssh/transport.ts';
import {wayOver} from '../../source/transport/ssh/way.ts';
import {practiceHost} from '../helpers/practice-host.ts';
import {type Sshd, startSshd} from '../helpers/sshd.ts';
import {type Bench, type Figure, inTurns} from './measure.ts';

export const ssh: Bench = {
  name: 'ssh',
  title: 'commands on a host over SSH, a real sshd on this machine',
  async run() {
    const cleaning: (() => void)[] = [];
    const after = (clean: () => void) => void cleaning.push(clean);
    try {
      const sshd = await startSshd({after});
      return [...(await roundTrips(sshd)), ...(await refreshes(sshd, after))];
    } finally {
      for (const clean of cleaning.toReversed()) clean();
    }
  },
};

/**
 * Beside what an operator's shell would do: ssh for each command, and ssh over a connection that is kept (ControlMaster). Each waits for
 * no other: at rest, as a key asks for it; in a row, as a look's and a job's commands come.
 */
async function roundTrips(sshd: Sshd): Promise<readonly Figure[]> {
  const far = createSshTransport(wayOver(sshd.line()), sshd.destination);
  const socket = path.join(sshd.folder, 'control');
  const shared = ['-o', 'ControlMaster=auto', '-o', `ControlPath=${socket}`, '-o', 'ControlPersist=60'];
  const ours = () => far.read({argv: ['true']});
  await system(sshd.destination, shared);
  const [rest = 0, row = 0, plain = 0, kept = 0] = await inTurns(
    15,
    ours,
    async () => {
      for (let count = 0; count < inARow; count++) await ours();
    },
    () => system(sshd.destination, []),
    () => system(sshd.destination, shared),
  );
  spawnSync('ssh', [...shared, '-F', sshd.destination.config ?? '', '-O', 'exit', sshd.destination.host]);
  return [
    {what: 'a command', value: rest, unit: 'ms'},
    {what: 'beside ssh for each command', value: rest / plain, unit: '×'},
    {what: 'beside ssh with ControlMaster', value: rest / kept, unit: '×', goal: 0.4},
    {what: `one of ${inARow} in a row beside it`, value: row / inARow / kept, unit: '×'},
  ];
}

const inARow = 4;

/** Its time is its own: our side goes on meanwhile, as it does beside a shell of the operator's. */
async function system({config = '', host}: Destination, options: readonly string[]): Promise<void> {
  const child = spawn('ssh', [...options, '-F', config, '-T', '--', host, 'true'], {stdio: 'ignore'});
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`ssh ended with ${code}`);
}

async function refreshes(sshd: Sshd, after: (clean: () => void) => void): Promise<readonly Figure[]> {
  const {world} = practiceHost({after}, '1000');
  const driver = driverById('cbsd');
  const far = createSshTransport(wayOver(sshd.line()), sshd.destination, placeOf(world));
  const probe = await driver.probe(far);
  if (!probe) throw new Error('the practice host has no CBSD');
  const operator = {user: 'bench', machine: 'bench', publicKeys: []};
  const [look = 0] = await inTurns(3, async () => {
    const {guests} = await driver.inspect(far, probe, operator);
    if (guests.length !== 1000) throw new Error(`read ${guests.length} guests`);
  });
  return [{what: 'reading a host with 1000 guests', value: look, unit: 'ms'}];
}
