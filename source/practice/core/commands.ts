import {upgrade} from '../blank/initenv.ts';
import type {Call, Steps, Table} from '../call.ts';
import {host} from '../host.ts';

const version = (call: Call): number => {
  call.say(host.version);
  return 0;
};

/** Without a terminal CBSD's wizards draw into stdout and end 1 at the end of stdin (cbsd-observed, trap 12). */
const wizard = (call: Call): number => {
  call.out('\u001b[?1049h\u001b[22;0;0t\u001b[1;24r\u001b(B\u001b[m');
  while (call.line() !== null) {
    // every key is ignored: there is no menu
  }
  call.out('\u001b[24;1H\u001b[?1049l\u001b[23;0;0t\u001b[?1l\u001b>');
  return 1;
};

/** Told to ask nothing by an argument it does nothing; by NOINTER, on a node that is set up, it upgrades (facts/cbsd-ops 1.3). */
function* initenv(call: Call): Steps {
  if (call.inter) {
    call.err('practice: not simulated: initenv with questions\n');
    return 127;
  }
  return call.argv.length > 0 ? 0 : yield* upgrade(call);
}

/** The hardware columns of the inventory as the machine is now. */
const sysinv = (call: Call): number => {
  if (call.get('mode') === 'update') call.world.change('local', 'UPDATE local SET osrelease = ?', host.release);
  return 0;
};

/** Raw SQL as CBSD's built-ins give it: columns joined by `|`, NULL as (null), errors silent. */
const sql = (call: Call): number => {
  const [database = '', ...words] = call.argv;
  const delimiter = call.env.sqldelimer || '|';
  for (const row of call.world.query(asFile(database), words.join(' ')))
    call.say(
      Object.values(row)
        .map(value => (value === null ? '(null)' : String(value)))
        .join(delimiter),
    );
  return 0;
};

const asFile = (database: string): string =>
  database.startsWith('/') || database === 'local' ? database : `${host.workdir}/var/db/${database}.sqlite`;

const change = (call: Call): number => {
  const [database = '', ...words] = call.argv;
  if (/^\s*select\b/i.test(words.join(' '))) return sql(call);
  call.world.change(asFile(database), words.join(' '));
  return 0;
};

const facts: Readonly<Record<string, string | number>> = {
  nodename: host.nodename,
  nodeip: host.nodeip,
  nodeippool: host.pool,
  ncpu: host.cpus,
  physmem: host.memoryBytes,
  workdir: host.workdir,
};

const getinfo = (call: Call): number => {
  const quiet = call.argv.includes('-q');
  for (const name of call.positional.filter(word => word in facts))
    call.say(quiet ? String(facts[name]) : `${name}: ${facts[name]}`);
  return 0;
};

const tui = {run: wizard, module: 'sys', about: 'a wizard for terminals'};

export const coreCommands: Table = {
  '--version': {run: version},
  version: {run: version},
  cbsdsqlro: {run: sql},
  cbsdsqlrw: {run: change, changes: true},
  getinfo: {run: getinfo, module: 'sys', about: 'facts of the node'},
  initenv: {
    run: initenv,
    optional: 'inter',
    module: 'sys',
    about: 'sets the node up; told to ask nothing it does nothing',
  },
  sysinv: {
    run: sysinv,
    optional: 'mode',
    changes: true,
    module: 'sys',
    about: 'hardware and release into the inventory',
  },
  'initenv-tui': tui,
  'bconstruct-tui': tui,
  'jconstruct-tui': tui,
  'natcfg-tui': tui,
  jconfig: tui,
  bconfig: {...tui, run: call => Math.min(wizard(call), 0)},
};
