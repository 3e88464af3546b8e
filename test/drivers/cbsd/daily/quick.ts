import {existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync} from 'node:fs';
import {join} from 'node:path';
import type {Command, Result} from '../../../../source/model/command.ts';
import type {Transport} from '../../../../source/model/transport.ts';

const workdir = '/usr/jails';

/**
 * The same transport, its looks put together from the tools' own answers without a shell: the driver's sh texts start
 * dozens of programs, and these tests look hundreds of times. What the texts ask of sqlite3 is taken from them. A text that
 * is not known here runs as it is; so does every change.
 */
export function quickly(folder: string, direct: Transport, scripts: readonly string[]): Transport {
  const at = (onNode: string) => join(folder, 'root', onNode);
  const text = (path: string) => (existsSync(at(path)) ? readFileSync(at(path), 'utf8') : '');
  const list = (path: string) => (existsSync(at(path)) ? readdirSync(at(path)).sort() : []);
  const ask = async (...argv: readonly [string, ...string[]]) => {
    const {stdout, exitCode} = await direct.read({argv});
    return exitCode === 0 ? stdout : '';
  };
  const own = (name: string, file: string) => `${workdir}/jails-system/${name}/${file}`;
  const guestsWith = (file: string) => list(`${workdir}/jails-system`).filter(name => existsSync(at(own(name, file))));

  /** The lines that the text's printf calls write for sqlite3; `$g` is every guest with such a file, `$3` the guest asked about. */
  const sqlOf = (script: string, words: readonly string[]): string => {
    const [, block = ''] = script.split("printf '\\036databases\\n'\n");
    const calls = (block.split('| sqlite3 2>/dev/null')[0] ?? '').matchAll(
      /printf ('[^']*'|"(?:[^"\\]|\\.)*")((?:\s+(?:'[^']*'|"[^"]*"))*)/g,
    );
    return [...calls]
      .flatMap(([, quoted = '', rest = '']) => {
        const template = quoted.slice(1, -1).replaceAll('\\n', '\n');
        const values = [...rest.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, one, other]) => one ?? other ?? '');
        const fill = (list: readonly string[]) =>
          list.reduce((line, value) => line.replace('%s', () => value), template);
        if (values.includes('$f')) {
          const [, word = 'settings'] = /@([a-z]+)/.exec(template) ?? [];
          const file = {expose: 'expose.sqlite', limits: 'helpers/jrctl.sqlite'}[word] ?? 'local.sqlite';
          return guestsWith(file).map(name => fill([name, own(name, file)]));
        }
        if (values.includes('$3')) return [fill(values.map(value => value.replace('$3', words[2] ?? '')))];
        return values.length === 0 ? [template] : values.map(value => fill([value]));
      })
      .join('')
      .replace(/(\.open --readonly )(?!\/)/g, `$1${workdir}/`);
  };

  const sections: Readonly<Record<string, (script: string, words: readonly string[]) => string | Promise<string>>> = {
    version: () => text(`${workdir}/ver`),
    databases: async (script, words) => (await direct.read({argv: ['sqlite3'], stdin: sqlOf(script, words)})).stdout,
    jails: () => ask('jls', 'jid', 'name'),
    jail: (_, [, , name = '']) => ask('jls', '-j', name, 'jid', 'name'),
    rules: (_, [, , name = '']) => ask('rctl', `jail:${name}`),
    vms: () => list('/dev/vmm').join('\n'),
    vm: (_, [, , name = '']) => (list('/dev/vmm').includes(name) ? 'running' : ''),
    images: () => ['import', 'export'].flatMap(to => list(`${workdir}/${to}`).map(name => `${to}/${name}`)).join('\n'),
    answers: async (_, words) => {
      const found: string[] = [];
      for (const word of words.slice(3))
        if (word.includes('@'))
          found.push(await ask('zfs', 'list', '-H', '-r', '-t', 'snapshot', '-o', 'name', word.replace(/@$/, '')));
        else if (word.includes('/') && existsSync(at(`${workdir}/${word}`))) found.push(`${word}\n`);
      return found.join('');
    },
    processes: () =>
      list('/var/run/practice-machines')
        .map(name => {
          const {pid}: {pid: number} = JSON.parse(text(`/var/run/practice-machines/${name}`));
          return `${pid} ${existsSync(at(own(name, 'practice-paused'))) ? 'T' : 'S'}`;
        })
        .join('\n'),
    figures: () => 'hw.ncpu=8\nhw.physmem=34359738368\nkern.features.racct=1\nkern.features.vimage=1',
    disk: () => 'Filesystem 1024-blocks Used Avail Capacity Mounted on\nzroot/jails 1 1 400000000 1% /usr/jails',
    modules: () => 'vmm\nnmdm\nif_bridge\nif_tuntap\npf\nzfs',
    tmux: () => '/usr/local/bin/tmux',
    interfaces: () => 'em0 lo0',
    pf: () => 'loaded',
    status: () => ask('pfctl', '-s', 'info'),
    'loaded-nat': async () => `${await ask('pfctl', '-P', '-s', 'nat')}read`,
    'loaded-rules': () => ask('pfctl', '-P', '-s', 'rules'),
    redirections: () => text(`${workdir}/etc/pfrdr.conf`),
    wanted: () => ask('pfctl', '-P', '-n', '-v', '-f', `${workdir}/etc/pf.conf`),
    listeners: () => ask('sockstat', '-46l'),
    addresses: () => '\tinet 192.0.2.10 netmask 0xffffff00',
    datasets: async (script, words) => {
      if (!script.includes('for d do'))
        return ask('zfs', ...listed('filesystem,volume', 'name,mountpoint,origin,refer'));
      const found: string[] = [];
      for (const name of words.slice(3)) found.push(await ask('zfs', 'list', '-H', '-o', 'name', name));
      return found.join('');
    },
    snapshots: async (script, [dataset = '']) => {
      const all = await ask('zfs', ...listed('snapshot', 'name,creation,used,cbsdsnap:snapname'));
      if (!script.includes('-d 1 "$1"')) return all;
      return [...all.split('\n').filter(line => line.startsWith(`${dataset}@`)), 'read'].join('\n');
    },
    written: (_, [dataset = '']) => ask('zfs', 'list', '-Hp', '-o', 'written', dataset),
    home: () => realpathSync(at(workdir)),
    places: (script, words) =>
      [...script.matchAll(/ "([a-z-]+\/[^"]*\$3[^"]*)"/g)]
        .map(([, place = '']) => place.replace('$3', words[2] ?? ''))
        .filter(place => lstatSync(at(`${workdir}/${place}`), {throwIfNoEntry: false}) !== undefined)
        .map(
          place =>
            `${place}\t${existsSync(at(`${workdir}/${place}`)) && statSync(at(`${workdir}/${place}`)).isDirectory() ? realpathSync(at(`${workdir}/${place}`)) : ''}`,
        )
        .join('\n'),
    mounts: script => (script.includes('mount -p') ? text('/var/run/practice-mounts') : ''),
    seeds: () => files('cloud-init/meta-data', 'cloud-init/network-config'),
    exports: () => list(`${workdir}/export`).join('\n'),
  };
  const files = (...names: readonly string[]) =>
    names
      .flatMap(name => guestsWith(name).map(guest => ({path: own(guest, name), name: `jails-system/${guest}/${name}`})))
      .flatMap(({path, name}) =>
        text(path)
          .split('\n')
          .map(line => `${name}\t${line}`),
      )
      .join('\n');

  return {
    ...direct,
    async read(command: Command): Promise<Result> {
      const [tool, , script = '', , ...words] = command.argv;
      if (tool === 'sysrc') return told(command, workdir);
      if (tool !== 'sh' || !scripts.includes(script)) return direct.read(command);
      const parts: string[] = [];
      for (const [name, tell] of Object.entries(sections))
        if (script.includes(`\\036${name}\\n`))
          parts.push(`\u001E${name}\n${(await tell(script, words)).replace(/\n$/, '')}\n`);
      return told(command, parts.join(''));
    },
  };
}

const listed = (types: string, columns: string) => ['list', '-Hp', '-t', types, '-o', columns];

const told = (command: Command, stdout: string): Result => ({
  ...{argv: command.argv, ending: 'exited', exitCode: 0, signal: null, stdout, stderr: '', droppedBytes: 0},
  ...{startedAt: 0, endedAt: 0},
});
