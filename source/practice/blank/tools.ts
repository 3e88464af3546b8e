import {createHash} from 'node:crypto';
import {truncateSync} from 'node:fs';
import type {Call, Steps, Table} from '../call.ts';
import {givenDigest} from '../node/fetch/given.ts';
import {servedBase, servedImage} from '../node/fetch/served.ts';
import {hostPath} from '../system/paths.ts';
import {pw} from './accounts.ts';
import {initenv} from './initenv.ts';
import {kldload, kldunload} from './modules.ts';
import {pkg} from './pkg.ts';
import {reboot, service} from './service.ts';

const digest = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** sha256(1): `-q` prints the digest alone; without a file it reads stdin. */
const sha256 = (call: Call): number => {
  const quiet = call.argv.some(word => /^-[a-z]*q/.test(word));
  const files = call.argv.filter(word => !word.startsWith('-'));
  if (files.length === 0) call.say(digest(call.stdin()));
  let code = 0;
  for (const file of files) {
    const given = givenDigest(call.world, hostPath(call, file));
    const content = given === null ? call.world.bytes(hostPath(call, file)) : '';
    if (content === null) {
      call.err(`sha256: ${file}: No such file or directory\n`);
      code = 1;
    } else call.say(quiet ? (given ?? digest(content)) : `SHA256 (${file}) = ${given ?? digest(content)}`);
  }
  return code;
};

/** `visudo -cf FILE`: the few forms of line that a sudoers file of CBSD's has. */
const visudo = (call: Call): number => {
  const path = call.argv.find(word => !word.startsWith('-')) ?? '';
  const text = call.world.read(hostPath(call, path));
  if (text === null) {
    call.err(`visudo: unable to open ${path}: No such file or directory\n`);
    return 1;
  }
  const wrong = text
    .split('\n')
    .findIndex(
      line =>
        !/^\s*(#.*)?$|^Defaults\b|^(Cmnd|User|Host|Runas)_Alias\s+[A-Z][A-Z0-9_]*\s*=|^\S+\s+\S+=\([^)]*\)/.test(line),
    );
  if (wrong < 0) {
    call.say(`${path}: parsed OK`);
    return 0;
  }
  call.err(`${path}:${wrong + 1}:1: syntax error\n`);
  return 1;
};

/** What the practice mirror serves under a release: the size of its base, and the list with its digest. */
const archive = /\/(\d+\.\d+)-RELEASE\/(base\.txz|MANIFEST)$/;

/** fetch(1): `-o FILE` (`-`: stdout), `-q`, `-r`. A base is a hole of its size; mirrors serve sizes, not bytes. */
function* fetch(call: Call): Steps {
  const at = call.argv.findIndex(word => /^-[a-z]*o$/.test(word));
  const out = call.argv[at + 1] ?? '';
  const url = call.argv.at(-1) ?? '';
  if (call.argv.includes('-s')) return size(call, url);
  const [, version = '', name = ''] = archive.exec(url) ?? [];
  const bytes = call.world.offline ? null : servedBase(version);
  if (bytes === null) {
    call.err(`fetch: ${url}: ${call.world.offline ? 'No address record' : 'Not Found'}\n`);
    return 1;
  }
  if (name === 'MANIFEST') {
    const hash = createHash('sha256');
    const block = new Uint8Array(1_000_000);
    for (let left = bytes; left > 0; left -= block.length) hash.update(block.subarray(0, Math.min(left, block.length)));
    const line = `base.txz\t${hash.digest('hex')}\t30000\tbase\t"Base system (MANDATORY)"\ton\n`;
    if (out === '-') call.out(line);
    else call.world.write(hostPath(call, out), line);
    return 0;
  }
  const file = hostPath(call, out);
  if (!call.world.exists(file)) call.world.write(file, '');
  for (let piece = 1; piece <= 12; piece += 1) {
    yield {ms: 50};
    call.world.append(file, '');
    truncateSync(call.world.path(file), Math.floor((bytes * piece) / 12));
  }
  return 0;
}

/** `fetch -s URL`: how large it is there. */
const size = (call: Call, url: string): number => {
  const [, version = ''] = archive.exec(url) ?? [];
  const bytes = call.world.offline
    ? null
    : (servedBase(version) ?? servedImage(url.replace(/^.*\//, ''))?.bytes ?? null);
  if (bytes === null) call.err(`fetch: ${url}: ${call.world.offline ? 'No address record' : 'Not Found'}\n`);
  else call.say(String(bytes));
  return bytes === null ? 1 : 0;
};

/** A file of the right size and the wrong bytes. */
const wrongBytes = (call: Call): void => {
  const at = call.argv.findIndex(word => /^-[a-z]*o$/.test(word));
  const file = call.argv[at + 1] ?? '';
  const version = archive.exec(call.argv.at(-1) ?? '')?.[1] ?? '';
  if (file === '' || file === '-') return;
  call.world.write(hostPath(call, file), 'practice: a damaged mirror\n');
  truncateSync(call.world.path(hostPath(call, file)), servedBase(version) ?? 100);
};

/** What a host needs before CBSD is on it. */
export const blankTools: Table = {
  fetch: {run: fetch, changes: true, lie: wrongBytes},
  initenv: {run: initenv, changes: true},
  kldload: {run: kldload, changes: true},
  kldunload: {run: kldunload, changes: true},
  pkg: {run: pkg, changes: call => ['install', 'delete'].includes(call.argv.find(word => !word.startsWith('-')) ?? '')},
  pw: {run: pw, changes: call => call.argv[0] !== 'usershow'},
  reboot: {run: reboot, changes: true},
  service: {run: service, changes: call => call.argv[1] !== 'status'},
  sha256: {run: sha256},
  visudo: {run: visudo},
};
