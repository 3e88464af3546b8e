import assert from 'node:assert/strict';
import {createPracticeTransport} from '../../source/practice/transport.ts';
import {start} from './world.ts';

type Call = readonly [string, ...string[]];

/** One day of an operator: every door goes through it, in a world of its own. */
export const day: readonly Call[] = [
  ['cbsd', 'version'],
  ['cbsd', 'jls'],
  ['cbsd', 'bls', 'header=0'],
  ['cbsd', 'jcreate', 'jname=www1', 'ver=empty', 'baserw=1', 'ip4_addr=DHCP', 'inter=0'],
  ['cbsd', 'jcreate', 'jname=www1', 'ver=empty'],
  ['cbsd', 'jstart', 'jname=www1'],
  ['cbsd', 'expose', 'mode=add', 'jname=www1', 'in=8081', 'out=81'],
  ['jls', 'jid', 'name', 'path'],
  ['pfctl', '-s', 'nat'],
  ['cbsd', 'jget', 'jname=www1', 'mode=quiet', 'ip4_addr', 'host_hostname'],
  ['cbsd', 'jset', 'jname=www1', 'astart=0', 'b_order=3'],
  ['cbsd', 'bstart', 'jname=vm1', 'inter=0'],
  ['ls', '/dev/vmm'],
  ['sockstat', '-46l'],
  ['arp', '-an'],
  ['cbsd', 'jclone', 'old=db1', 'new=db2', 'host_hostname=db2.my.domain', 'ip4_addr=10.0.0.52'],
  ['cbsd', 'jrename', 'old=db2', 'new=db3'],
  ['cbsd', 'jstop', 'jname=www1'],
  ['cbsd', 'jremove', 'jname=www1'],
  ['cbsd', 'jstatus', 'jname=www1'],
  ['cbsd', 'nosuchcmd'],
  ['cbsd', 'up'],
  [
    'sqlite3',
    '-readonly',
    '-json',
    '/usr/jails/var/db/local.sqlite',
    'SELECT jname, ip4_addr FROM jails ORDER BY jname',
  ],
  ['grep', '-c', 'rdr', '/usr/jails/etc/pfrdr.conf'],
  ['stat', '-f', '%z', '/usr/jails/ver'],
  ['nosuchtool'],
];

const masked = (text: string): string =>
  text
    .replace(/done in \d+ seconds/g, 'done in # seconds')
    .replace(/\[0%.*100%\]/g, '[0%…100%]')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>');

/** Goes through the calls in the world `here` without a process and in the others by their executables: each answer is the same. */
export async function compareDoors(calls: readonly Call[], here: string, others: readonly string[]): Promise<void> {
  const transport = createPracticeTransport(here);
  const said = (out: string, err: string): string => masked(`${out}--\n${err}`);
  for (const argv of calls) {
    const [tool, ...rest] = argv;
    const answer = await transport.execute({argv, env: {NOINTER: '1'}});
    for (const other of others) {
      const there = start(other, tool, rest);
      if (answer.ending === 'not-found') assert.equal(there.code, null, argv.join(' '));
      else
        assert.deepEqual(
          [argv.join(' '), answer.exitCode, said(answer.stdout, answer.stderr)],
          [argv.join(' '), there.code, said(there.stdout, there.stderr)],
        );
    }
  }
}
