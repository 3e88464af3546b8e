import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {root} from '../program.ts';

/** Where `unpack.sh` puts it, as `.ci/run` does. */
export const unpacked = '/tmp/construct-tui-cloud-init';

/** Where its growpart lies, of a package that cloud-init takes or leaves. */
export const growpart = '/tmp/construct-tui-growpart/root/usr/bin';

/** Debian's own Python, for which its cloud-init is, and where that may lie. */
export const python = {
  file: '/usr/bin/python3',
  env: {PATH: '/usr/sbin:/usr/bin:/sbin:/bin', PYTHONPATH: `${unpacked}/root/usr/lib/python3/dist-packages`},
} as const;

export type Document = {readonly kind: 'user-data' | 'network-config'; readonly text: string};

/** `made`: of user-data what it reads there, of network-config the files of each family of systems. */
export type Judgement = {readonly problem: string | null; readonly made: Readonly<Record<string, unknown>> | null};

/** What cloud-init itself says of each; one start of it for all. */
export function judged(documents: readonly Document[]): readonly Judgement[] {
  const script = path.join(root, 'test/helpers/cloud-init/judge.py');
  const input = JSON.stringify(documents);
  return JSON.parse(execFileSync(python.file, [script], {input, env: python.env, stdio: 'pipe'}).toString());
}
