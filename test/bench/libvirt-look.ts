import process from 'node:process';
import {parseArgs} from 'node:util';
import {libvirt} from '../../source/drivers/libvirt/index.ts';
import {connection} from '../../source/drivers/libvirt/paths.ts';
import type {Transport} from '../../source/model/transport.ts';
import {createLocalTransport} from '../../source/transport/local.ts';
import {inTurns} from './measure.ts';

/**
 * `URI DOMAINS`, on the host of the bench. Says in JSON, in milliseconds, what the driver's whole look takes there, read and understood, and
 * what one call of virsh does, of 20: both by the same transport, in turns. The driver's texts are its own but for the connection in them.
 */
export type Looked = {readonly look: number; readonly call: number};

const [uri = connection, domains = ''] = parseArgs({allowPositionals: true}).positionals;
const local = createLocalTransport();
const transport: Transport = {
  ...local,
  read: command =>
    local.read({...command, argv: command.argv.map(word => word.replaceAll(connection, uri)) as [string, ...string[]]}),
};
const probe = await libvirt.probe(transport);
if (!probe) throw new Error(`nothing answers at ${uri}`);
const look = () => libvirt.inspect(transport, probe, {user: 'bench', machine: 'bench', publicKeys: []});
const {guests, problems} = await look();
if (guests.length !== Number(domains)) throw new Error(`read ${guests.length} of ${domains}: ${problems.join(' ')}`);

let asked = 0;
const someCalls = async () => {
  for (let number = 0; number < 4; number += 1)
    await local.read({argv: ['virsh', '-q', '-c', uri, 'dominfo', `d${asked++ % Number(domains)}`]});
};
const [looked = Number.NaN, called = Number.NaN] = await inTurns(5, look, someCalls);
const told: Looked = {look: looked, call: called / 4};
process.stdout.write(JSON.stringify(told));
