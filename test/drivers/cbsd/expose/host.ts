import {existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {copiesScript} from '../../../../source/drivers/cbsd/clone/facts.ts';
import {forwardsScript} from '../../../../source/drivers/cbsd/expose/scripts.ts';
import {cbsd} from '../../../../source/drivers/cbsd/index.ts';
import {againScript, guestScript, inspectScript, profilesScript} from '../../../../source/drivers/cbsd/look/scripts.ts';
import type {Command, Result} from '../../../../source/model/command.ts';
import type {Probe, Snapshot} from '../../../../source/model/driver.ts';
import type {Job} from '../../../../source/model/job.ts';
import type {Check, Plan, Verdict} from '../../../../source/model/plan.ts';
import type {Transport} from '../../../../source/model/transport.ts';
import {createPracticeTransport} from '../../../../source/practice/transport.ts';
import {inProcess} from '../../../helpers/in-process.ts';
import {type MemoryJobs, memoryJobs} from '../../../helpers/memory-jobs.ts';
import {makeWorld} from '../../../practice/world.ts';

export type ExposeHost = {
  look(): Promise<Snapshot>;
  /** Looks, plans and runs; the plan comes back beside what its job would tell. */
  act(action: string, target: string, ports?: string, more?: Readonly<Record<string, string>>): Promise<Acted>;
  run(plan: Plan): Promise<Job>;
  ask(check: Check): Promise<Verdict>;
  /** Jobs that are kept, so that they can be gone on with and taken back. */
  readonly jobs: MemoryJobs;
  /** A command of CBSD's as an operator types it. */
  cbsd(line: string): Promise<Result>;
  readonly transport: Transport;
  /** The redirections that pf holds, one a line. */
  rules(): Promise<readonly string[]>;
  read(onNode: string): string;
  /** Names in a folder of the node. */
  list(onNode: string): readonly string[];
  remove(onNode: string): void;
  /** What a tool of the host prints. */
  tool(...argv: readonly [string, ...string[]]): Promise<string>;
  undo(plan: Plan): Promise<void>;
  write(onNode: string, text: string): void;
};

export type Acted = {readonly plan: Plan; readonly job: Job | null};

const probe: Probe = {
  platform: 'CBSD',
  version: '14.1.3a',
  rights: 'root',
  features: {workdir: '/usr/jails', release: '14.1-RELEASE-p5'},
  missing: [],
};
const told = (command: Command, stdout: string): Result => ({
  ...{argv: command.argv, ending: 'exited', exitCode: 0, signal: null, stdout, stderr: '', droppedBytes: 0},
  ...{startedAt: 0, endedAt: 0},
});

const operator = {user: 'alice', machine: 'laptop', publicKeys: []};

/**
 * A practice node with web1, db1, app1 (jails) and vm1, vm2. Looks are put together from its tools' own answers without a
 * shell, so that hundreds of them fit into a test; every change runs as it would.
 */
export function exposeHost(): ExposeHost {
  const folder = makeWorld({world: 'demo', zfs: true});
  const direct = createPracticeTransport(folder);
  const at = (onNode: string) => join(folder, 'root', onNode);
  const text = (path: string) => (existsSync(at(path)) ? readFileSync(at(path), 'utf8') : '');
  const ask = async (...argv: readonly [string, ...string[]]) => {
    const {stdout, exitCode} = await direct.read({argv});
    return exitCode === 0 ? stdout : '';
  };
  const databases = async () => {
    const tables = existsSync(at('/usr/jails/jails-system')) ? readdirSync(at('/usr/jails/jails-system')).sort() : [];
    const exposed = tables.filter(name => existsSync(at(`/usr/jails/jails-system/${name}/expose.sqlite`)));
    const lines = [
      ...['.mode json', '.print @local', '.open --readonly /usr/jails/var/db/local.sqlite'],
      ...['SELECT count(*) AS guests FROM jails;', '.print @node', 'SELECT * FROM local;', '.print @jails'],
      'SELECT j.*, b.vm_cpus FROM jails j LEFT JOIN bhyve b ON b.jname = j.jname ORDER BY j.jname;',
      ...exposed.flatMap(name => [
        `.print @expose ${name}`,
        `.open --readonly /usr/jails/jails-system/${name}/expose.sqlite`,
        "SELECT count(*) AS has_fromips FROM pragma_table_info('expose') WHERE name = 'fromips';",
        'SELECT * FROM expose;',
      ]),
    ];
    return (await direct.read({argv: ['sqlite3'], stdin: `${lines.join('\n')}\n`})).stdout;
  };
  const sections: Readonly<Record<string, () => string | Promise<string>>> = {
    version: () => text('/usr/jails/ver'),
    databases,
    jails: () => ask('jls', 'jid', 'name'),
    vms: () => (existsSync(at('/dev/vmm')) ? readdirSync(at('/dev/vmm')).join('\n') : ''),
    pf: () => 'loaded',
    status: () => ask('pfctl', '-s', 'info'),
    'loaded-nat': async () => `${await ask('pfctl', '-P', '-s', 'nat')}read`,
    'loaded-rules': () => ask('pfctl', '-P', '-s', 'rules'),
    redirections: () => text('/usr/jails/etc/pfrdr.conf'),
    wanted: () => ask('pfctl', '-P', '-n', '-v', '-f', '/usr/jails/etc/pf.conf'),
    'host-mode': () => (existsSync(at('/etc/pf.conf')) ? '644' : ''),
    'host-text': () => text('/etc/pf.conf'),
    'host-wanted': () => (existsSync(at('/etc/pf.conf')) ? ask('pfctl', '-P', '-n', '-v', '-f', '/etc/pf.conf') : ''),
    'settings-mode': () => (existsSync(at('/usr/jails/etc/cbsd-pf.conf')) ? '644' : ''),
    'settings-text': () => text('/usr/jails/etc/cbsd-pf.conf'),
    listeners: () => ask('sockstat', '-46l'),
    datasets: () => ask('zfs', 'list', '-Hp', '-t', 'filesystem,volume', '-o', 'name,mountpoint,origin,refer'),
    snapshots: () => ask('zfs', 'list', '-Hp', '-t', 'snapshot', '-o', 'name,creation,used,cbsdsnap:snapname'),
    addresses: () => '\tinet 192.0.2.10 netmask 0xffffff00\n\tinet 127.0.0.1 netmask 0xff000000',
  };
  const guestSections = async (name: string) => {
    const lines = [
      ...['.mode json', '.print @local', '.open --readonly /usr/jails/var/db/local.sqlite'],
      ...['SELECT count(*) AS guests FROM jails;', '.print @row', `SELECT * FROM jails WHERE jname = '${name}';`],
    ];
    const {stdout} = await direct.read({argv: ['sqlite3'], stdin: `${lines.join('\n')}\n`});
    return `\u001Edatabases\n${stdout}\u001Ejail\n${await ask('jls', '-j', name, 'jid', 'name')}`;
  };
  const scripts: readonly string[] = [
    inspectScript,
    profilesScript,
    copiesScript,
    forwardsScript,
    againScript,
    guestScript,
  ];
  const quick = async (command: Command): Promise<Result | null> => {
    const script = command.argv[2] ?? '';
    if (command.argv[0] !== 'sh' || !scripts.includes(script)) return null;
    if (script === guestScript) return told(command, await guestSections(command.argv.at(-1) ?? ''));
    const parts: string[] = [];
    for (const [name, tell] of Object.entries(sections))
      if (script.includes(`\\036${name}\\n`)) parts.push(`\u001E${name}\n${(await tell()).replace(/\n$/, '')}\n`);
    return told(command, parts.join(''));
  };
  const host = inProcess(folder, {read: async command => (await quick(command)) ?? direct.read(command)});
  const look = () => cbsd.inspect(host.transport, probe, operator);
  return {
    look,
    run: host.run,
    transport: host.transport,
    ask: check => cbsd.check(check, host.transport),
    jobs: memoryJobs({driver: cbsd, transport: host.transport}),
    async act(action, target, ports, more = {}) {
      const plan = (await look()).plan(action, target, {...(ports !== undefined && {ports}), ...more});
      return {plan, job: plan.refusals.length > 0 || plan.steps.length === 0 ? null : await host.run(plan)};
    },
    cbsd: line => host.transport.execute({argv: ['cbsd', ...line.split(' ')], env: {NOINTER: '1', NOCOLOR: '1'}}),
    rules: async () => (await ask('pfctl', '-P', '-s', 'nat')).split('\n').filter(line => line.startsWith('rdr')),
    read: text,
    remove: onNode => rmSync(at(onNode)),
    tool: async (...argv) => (await host.transport.execute({argv})).stdout,
    list: onNode => readdirSync(at(onNode)).sort(),
    async undo({steps}) {
      for (const {undo} of [...steps].reverse())
        for (const command of undo ?? []) await host.transport.execute(command);
    },
    write: (onNode, content) => writeFileSync(at(onNode), content),
  };
}

const home: Readonly<Record<string, string>> = {web1: '10.0.0.11', db1: '10.0.0.12', app1: '10.0.0.13'};

/** The host as it was before anybody did anything: three jails at home, nobody runs, nothing is stored or live. */
export async function clearForwards(host: ExposeHost): Promise<void> {
  for (const {name, kind} of (await host.look()).guests) {
    if (kind !== 'jail') continue;
    await host.cbsd(`jstop jname=${name}`);
    await host.cbsd(`expose mode=flush jname=${name}`);
    const own = name.replace(/x$/, '');
    if (home[own] === undefined) await host.cbsd(`jremove jname=${name}`);
    else if (own !== name) await host.cbsd(`jrename old=${name} new=${own} host_hostname=${own}.my.domain`);
    if (home[own] !== undefined) await host.cbsd(`jset jname=${own} ip4_addr=${home[own]}`);
  }
  host.write('/usr/jails/etc/pfrdr.conf', '');
  await host.cbsd('naton');
}
