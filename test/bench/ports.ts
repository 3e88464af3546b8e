import path from 'node:path';
import {driverById} from '../../source/drivers/registry.ts';
import {openTransport} from '../../source/jobs/host.ts';
import {openFor} from '../../source/practice/start.ts';
import {type Bench, command, type Figure, inTurns, type World, withQuickWorld, withWorld} from './measure.ts';

const [guests, each] = [1000, 5];
const eight = '8300 8301/tcp+udp 8302/tcp+udp 8500 53:8600/tcp+udp';
const calls = ['8300', '8301', '8301 udp', '8302', '8302 udp', '8500', '53:8600', '53:8600 udp'];

type Done = {readonly job: {readonly startedAt: string; readonly endedAt: string}};

export const ports: Bench = {
  name: 'ports',
  title:
    'the port map of a large host, and eight ports of one guest (the latter: practice tools answered by a resident process)',
  run: async () => [...(await withWorld(`${guests}`, map)), ...(await withQuickWorld('demo', expose))],
};

async function map({bin}: World): Promise<readonly Figure[]> {
  const folder = path.dirname(bin);
  exposeAll(folder);
  let commands = 0;
  const opened = openTransport(folder);
  const transport = {
    ...opened,
    read(asked: Parameters<typeof opened.read>[0]) {
      commands += 1;
      return opened.read(asked);
    },
  };
  const driver = driverById('cbsd');
  const probe = await driver.probe(transport);
  if (!probe) throw new Error('the practice host has no CBSD');
  let mapped = 0;
  const look = async () => {
    commands = 0;
    const {forwards} = await driver.inspect(transport, probe, {user: 'bench', machine: 'bench', publicKeys: []});
    mapped = forwards.filter(({stored}) => stored).length;
  };
  const [time = Number.NaN] = await inTurns(3, look);
  if (mapped !== guests * each) throw new Error(`mapped ${mapped} forwards`);
  return [
    {what: `commands, ${guests} guests with ${each} forwards`, value: commands, unit: '', goal: 3},
    {what: `time, ${guests} guests with ${each} forwards`, value: time, unit: 'ms'},
  ];
}

/** As CBSD would have stored and written them; nobody waits for five thousand calls. */
function exposeAll(folder: string): void {
  const {world} = openFor(folder);
  const lines: string[] = [];
  for (const [index, {jname, ip4_addr: address}] of world
    .query('local', 'SELECT jname, ip4_addr FROM jails')
    .entries()) {
    const database = `/usr/jails/jails-system/${jname}/expose.sqlite`;
    world.script(
      database,
      "CREATE TABLE IF NOT EXISTS expose (pin integer, pout integer, proto varchar(5), inaddr varchar(128), outaddr varchar(128), fromips varchar(128) NOT NULL DEFAULT 'any')",
    );
    world.change(database, 'DELETE FROM expose');
    for (let port = 0; port < each; port++) {
      const door = 10_000 + index * each + port;
      world.change(database, "INSERT INTO expose VALUES (?, ?, 'tcp', '0', '', 'any')", door, 80 + port);
      lines.push(
        `rdr pass proto tcp from {any} to 192.0.2.10 port ${door} -> ${address} port ${80 + port} # // Setup by CBSD expose: tcp-${80 + port}-${jname} from IPs any`,
      );
    }
  }
  world.write('/usr/jails/etc/pfrdr.conf', `${lines.join('\n')}\n`);
  world.close();
}

/** `cbsd expose` took 150 to 300 ms where CBSD was recorded. */
async function expose({bin, cli, reset}: World): Promise<readonly Figure[]> {
  const cbsd = (...words: readonly string[]) => command(path.join(bin, 'cbsd'), words, {PATH: bin, NOINTER: '1'});
  const ready = () => {
    reset('demo');
    cbsd('jstart', 'jname=web1', 'inter=0');
    cli('practice', 'fault', 'slow', '--by', '0.1');
  };
  ready();
  const startedAt = performance.now();
  for (const call of calls) {
    const [, port, inner = port, protocol = 'tcp'] = /^(\d+)(?::(\d+))?(?: (udp))?$/.exec(call) ?? [];
    cbsd('expose', 'mode=add', 'jname=web1', `in=${port}`, `out=${inner}`, `proto=${protocol}`, 'fromips=any');
  }
  const bare = performance.now() - startedAt;
  ready();
  const {job}: Done = JSON.parse(cli('expose', 'web1', ...eight.split(' '), '--practice', '--yes', '--json'));
  const inside = Date.parse(job.endedAt) - Date.parse(job.startedAt);
  return [
    {what: 'eight bare calls of cbsd expose', value: bare / 1000, unit: 's'},
    {what: 'the job that exposes eight ports, each seen live, beside them', value: inside / bare, unit: '×'},
  ];
}
