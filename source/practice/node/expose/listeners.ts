import {runningMachines} from '../../kernel.ts';
import type {World} from '../../world.ts';

/** What listens on the node: `proto address port command pid`, one a line; `*` is every address. */
export const listenersFile = '/var/run/listeners';

export type Listener = {
  readonly proto: string;
  readonly address: string;
  readonly port: string;
  readonly command: string;
  readonly pid: number;
};

/** The screens of running VMs, and what the file says. */
export const listeners = (world: World): Listener[] => [
  ...runningMachines(world).map(({vncAddress, vncPort, pid}) => ({
    proto: 'tcp',
    address: vncAddress === '0.0.0.0' ? '*' : vncAddress,
    port: String(vncPort),
    command: 'bhyve',
    pid,
  })),
  ...(world.read(listenersFile) ?? '').split('\n').flatMap(line => {
    const [proto, address, port, command = 'unknown', pid = '0'] = line.split(' ');
    return proto && address && port ? [{proto, address, port, command, pid: Number(pid)}] : [];
  }),
];

/** CBSD's only test before it opens a door. A protocol that is neither TCP nor UDP always seems taken (cbsd-ops 2.7, 1). */
export const portAnswers = (world: World, address: string, proto: string, port: string): boolean =>
  !['tcp', 'udp'].includes(proto) ||
  listeners(world).some(
    each => each.proto === proto && Number(each.port) === Number(port) && ['*', address].includes(each.address),
  );
