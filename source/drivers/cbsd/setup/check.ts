import type {Check, Verdict} from '../../../model/plan.ts';
import type {Transport} from '../../../model/transport.ts';
import {readSections, section, shell} from '../../../text/sections.ts';
import {readAssignments} from '../profiles/shell.ts';
import {rowOf} from './facts.ts';
import {ownNames} from './paths.ts';
import {foreignScript} from './scripts.ts';

type Told = {readonly text: (name: string) => string; readonly lines: (name: string) => readonly string[]};

type Row = {
  readonly script: string;
  readonly words: (check: Check) => readonly string[];
  readonly judge: (check: Check, told: Told) => Verdict;
};

const verdict = (holds: boolean, note: string, facts: Readonly<Record<string, string>> = {}): Verdict => ({
  truth: holds ? 'true' : 'false',
  note,
  facts,
});

const digestScript = [section('digest'), '[ -e "$1" ] && sha256 -q "$1" || echo -'].join('\n');

const pathScript = [section('there'), 'shift; for p do [ -e "$p" ] && printf \'%s\\n\' "$p"; done', 'exit 0'].join(
  '\n',
);

const packagesScript = [
  section('found'),
  'for p do pkg info -e "$p" >/dev/null 2>&1 && printf \'%s\\n\' "$p"; done',
  'exit 0',
].join('\n');

/** $1: the workdir; `-`: whoever has loaded the rules. CBSD writes its own files when it does. */
const loadedScript = '[ "$1" = - ] || [ -e "$1/etc/pf.conf" ] || [ -e "$1/etc/cbsd-pf.conf" ] || echo never';

const natScript = [
  section('nat'),
  'kldstat -qm pf 2>/dev/null && pfctl -s nat',
  section('rules'),
  'kldstat -qm pf 2>/dev/null && pfctl -s rules',
  section('forwarding'),
  'sysctl -n net.inet.ip.forwarding',
  'exit 0',
].join('\n');

const nodeScript = [
  'cd "$1" 2>/dev/null || exit 0',
  section('parts'),
  'for p in nc.inventory nodename cmd.subr ver; do [ -r "$p" ] && printf \'%s\\n\' "$p"; done',
  section('version'),
  'cat ver',
  section('inventory'),
  'cat nc.inventory',
  section('row'),
  'printf \'%s\\n\' ".mode json" "SELECT * FROM local;" | sqlite3 -readonly var/db/local.sqlite 2>/dev/null',
  section('loader'),
  '[ -e "$2" ] && sha256 -q "$2" || echo -',
  'exit 0',
].join('\n');

const isThere: Row['judge'] = ({target}, {text}) =>
  verdict(text('there') !== '', text('there') === '' ? `${target} is not there` : `${target} is there`);

/** What each check of a set-up asks of the host; none of them needs a workdir to be known. */
const rows: Readonly<Record<string, Row>> = {
  'file-content': {
    script: digestScript,
    words: ({target}) => [target],
    judge: ({target, expect}, {text}) =>
      verdict(
        text('digest') === expect.digest,
        text('digest') === expect.digest
          ? `${target} is as shown`
          : text('digest') === '-'
            ? `${target} is not there`
            : `${target} holds something else`,
      ),
  },
  'packages-here': {
    script: packagesScript,
    words: ({target}) => target.split(' '),
    judge: ({target}, {lines}) => {
      const missing = target.split(' ').filter(name => !lines('found').includes(name));
      return verdict(
        missing.length === 0,
        missing.length === 0 ? `${target} installed` : `not installed: ${missing.join(' ')}`,
      );
    },
  },
  'packages-gone': {
    script: packagesScript,
    words: ({target}) => target.split(' '),
    judge: (_, {text}) =>
      verdict(text('found') === '', text('found') === '' ? 'they are gone' : `still there: ${text('found')}`),
  },
  'dataset-here': {
    script: [section('at'), 'zfs list -H -o mountpoint "$1" 2>/dev/null', 'exit 0'].join('\n'),
    words: ({target}) => [target],
    judge: ({target, expect}, {text}) =>
      verdict(
        text('at') === expect.mountpoint,
        text('at') === '' ? `there is no ${target}` : `${target} is at ${text('at')}`,
      ),
  },
  'dataset-gone': {
    script: [section('at'), 'zfs list -H -o mountpoint "$1" 2>/dev/null', 'exit 0'].join('\n'),
    words: ({target}) => [target],
    judge: ({target}, {text}) =>
      verdict(text('at') === '', text('at') === '' ? `${target} is gone` : `${target} is still there`),
  },
  'path-here': {script: pathScript, words: ({target}) => ['-', target], judge: isThere},
  'path-gone': {
    script: pathScript,
    words: ({target}) => ['-', target],
    judge: ({target}, {text}) =>
      verdict(text('there') === '', text('there') === '' ? `${target} is not there` : `${target} is there`),
  },
  /** What is there would be hidden by a mountpoint, or be laid into by CBSD; an empty folder is no harm. */
  'place-free': {
    script: [section('found'), '[ ! -e "$1" ] || ls -A "$1" || exit 3', 'exit 0'].join('\n'),
    words: ({target}) => [target],
    judge: ({target}, {lines}) =>
      verdict(
        lines('found').length === 0,
        lines('found').length === 0
          ? `nothing is in ${target}`
          : `there is something in ${target}: ${lines('found')[0]}`,
      ),
  },
  'modules-loaded': {
    script: [section('missing'), 'for m do kldstat -qm "$m" 2>/dev/null || printf \'%s\\n\' "$m"; done', 'exit 0'].join(
      '\n',
    ),
    words: ({target}) => target.split(' '),
    judge: (_, {lines}) =>
      verdict(
        lines('missing').length === 0,
        lines('missing').length === 0 ? 'all are loaded' : `not loaded: ${lines('missing').join(' ')}`,
      ),
  },
  'node-ready': {
    script: nodeScript,
    words: ({target, expect}) => [target, expect.loader ?? '-'],
    judge: judgeNode,
  },
  /** Nothing but what a set-up makes is in the workdir: then it may go. */
  'workdir-ours': {
    script: foreignScript,
    words: ({target, expect}) => [target, ...(expect.bases ?? '').split(' ').filter(Boolean)],
    judge: ({target}, {lines}) => {
      const guests = lines('guests');
      if (guests.length > 0)
        return verdict(false, `it has guests by now (${guests.slice(0, 3).join(', ')}): destroy them first`);
      const strange = lines('names').find(name => name !== '.' && name !== '..' && !ownNames.has(name));
      const found = lines('found')[0] ?? strange;
      return verdict(
        found === undefined,
        found === undefined ? 'nothing else is in it' : `${target}/${found} was not made by this job: it stays`,
      );
    },
  },
  'nat-live': {
    script: [section('loaded'), loadedScript, natScript].join('\n'),
    words: ({expect}) => [expect.workdir ?? '-'],
    judge: ({target, expect}, {lines, text}) => {
      if (text('loaded') === 'never')
        return verdict(false, `${expect.workdir}/etc/pf.conf is not there: CBSD has loaded nothing`);
      const found = lines('nat').filter(rule => rule.startsWith('nat on ') && rule.includes(`-> ${target}`));
      if (found.length < Number(expect.rules))
        return verdict(false, `pf holds ${found.length} of ${expect.rules} rules of translation to ${target}`);
      return verdict(
        text('forwarding') === '1',
        text('forwarding') === '1' ? `pf translates to ${target}` : 'this host forwards nothing',
      );
    },
  },
  'nat-ours': {
    script: natScript,
    words: () => [],
    judge: (_, {lines}) => {
      const others = [...lines('rules'), ...lines('nat').filter(rule => !rule.startsWith('nat on '))];
      return verdict(
        others.length === 0,
        others.length === 0 ? 'pf holds nothing else' : `pf holds other rules by now: ${others[0]}`,
      );
    },
  },
  'nat-kept': {
    script: [
      section('nat'),
      'sqlite3 -readonly "$1/var/db/local.sqlite" \'SELECT nat_enable, natip FROM local;\'',
      'exit 0',
    ].join('\n'),
    words: ({target}) => [target],
    judge({expect}, {text}) {
      const [nat = '', natip = ''] = text('nat').split('|');
      const holds = nat === expect.nat && (nat === '0' || natip === expect.natip);
      return verdict(holds, `CBSD keeps nat_enable=${nat || 'nothing'}${nat === '0' ? '' : ` natip=${natip}`}`);
    },
  },
};

function judgeNode({target, expect}: Check, {text, lines}: Told): Verdict {
  const missing = ['nc.inventory', 'nodename', 'cmd.subr', 'ver'].find(part => !lines('parts').includes(part));
  if (missing) return verdict(false, `${target}/${missing} is not there: initenv has not come to its end`);
  if (expect.version && text('version') !== expect.version)
    return verdict(false, `${target} is of version ${text('version')}, and CBSD of ${expect.version}`);
  const row = rowOf(text('row'));
  if (!row) return verdict(false, `${target}/var/db/local.sqlite tells of no node`);
  const inventory = readAssignments(text('inventory'), {}).values;
  const {loader: _, loaderDigest, version: __, ...settings} = expect;
  const wrong = Object.entries(settings).find(
    ([key, value]) => String(row[key] ?? '') !== value || inventory.get(key) !== value,
  );
  if (wrong) return verdict(false, `${wrong[0]} is ${String(row[wrong[0]] ?? '') || 'empty'} and not ${wrong[1]}`);
  const unlike =
    loaderDigest && text('loader') !== loaderDigest
      ? `; ${expect.loader} is not what was expected of CBSD: look at it`
      : '';
  return verdict(true, `${target} is a node of CBSD ${text('version')}${unlike}`, {
    nodename: inventory.get('nodename') ?? '',
  });
}

export const isSetupCheck = (id: string): boolean => Object.hasOwn(rows, id);

export async function checkSetup(asked: Check, transport: Transport): Promise<Verdict> {
  const row = rows[asked.id];
  if (!row) return {truth: 'unknown', note: `nobody knows how to check ${asked.id}`};
  const {stdout, exitCode, ending} = await transport.read({argv: shell(row.script, ...row.words(asked))});
  if (exitCode !== 0) return {truth: 'unknown', note: `the host could not be asked (${ending})`};
  const sections = readSections(stdout);
  const text = (name: string) => sections.get(name)?.trim() ?? '';
  return row.judge(asked, {text, lines: name => text(name).split('\n').filter(Boolean)});
}
