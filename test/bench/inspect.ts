import path from 'node:path';
import {driverById} from '../../source/drivers/registry.ts';
import {openTransport} from '../../source/jobs/host.ts';
import type {Operator} from '../../source/model/driver.ts';
import type {Transport} from '../../source/model/transport.ts';
import {type Bench, command, type Figure, inTurns, type World, withWorld} from './measure.ts';

const operator: Operator = {user: 'bench', machine: 'bench', publicKeys: []};

export const inspect: Bench = {
  name: 'inspect',
  title: 'reading a whole node, and planning a jail on it',
  async run() {
    const figures: Figure[] = [];
    for (const guests of [10, 100, 1000, 10_000]) figures.push(...(await withWorld(`${guests}`, at(guests))));
    return figures;
  },
};

const at =
  (guests: number) =>
  async ({bin, cli}: World): Promise<readonly Figure[]> => {
    let commands = 0;
    const transport = counting(openTransport(path.dirname(bin)), () => {
      commands += 1;
    });
    const driver = driverById('cbsd');
    const probe = await driver.probe(transport);
    if (!probe) throw new Error('the practice host has no CBSD');
    let snapshot = await driver.inspect(transport, probe, operator);
    const calls = (): number => {
      const {entries}: {readonly entries: readonly unknown[]} = JSON.parse(cli('practice', 'log', '--json'));
      return entries.length;
    };
    const before = calls();
    commands = 0;
    snapshot = await driver.inspect(transport, probe, operator);
    const [started, called] = [commands, calls() - before];
    const rounds = guests > 1000 ? 1 : 3;
    const look = async () => {
      snapshot = await driver.inspect(transport, probe, operator);
    };
    const [inspected = 0, listed = 0] = await inTurns(rounds, look, () => command(`${bin}/cbsd`, ['jls'], {PATH: bin}));
    const [planned = 0] = await inTurns(20, () => snapshot.plan('create-jail', 'bench1', {}));
    if (snapshot.guests.length !== guests) throw new Error(`read ${snapshot.guests.length} of ${guests} guests`);
    return [
      {what: `commands, ${guests} guests`, value: started, unit: '', goal: 3},
      {what: `tools that they call, ${guests} guests`, value: called, unit: ''},
      {what: `time, ${guests} guests`, value: inspected, unit: 'ms'},
      {what: `time beside cbsd jls, ${guests} guests`, value: inspected / listed, unit: '×'},
      {what: `a plan, ${guests} guests`, value: planned, unit: 'ms'},
    ];
  };

const counting = (transport: Transport, count: () => void): Transport => ({
  ...transport,
  read(command) {
    count();
    return transport.read(command);
  },
});
