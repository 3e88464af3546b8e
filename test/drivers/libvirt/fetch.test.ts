import assert from 'node:assert/strict';
import {type ExecFileException, execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import {test} from 'node:test';
import {
  compareScript,
  downloadScript,
  lengthScript,
  settleScript,
} from '../../../source/drivers/libvirt/library/scripts.ts';
import {needs} from '../../helpers/skip.ts';
import {temporaryFolder} from '../../helpers/temporary-folder.ts';

const skip = needs('curl');
const image = Buffer.from(Array.from({length: 50_000}, (_, index) => index % 251));
const newer = Buffer.from(image.map(byte => byte ^ 1));
const sum = (bytes: Buffer, algorithm = 'sha256') => createHash(algorithm).update(bytes).digest('hex');

type Mirror = {
  content: Buffer;
  /** It goes on in the middle. */
  ranges: boolean;
  /** It hangs up after so many bytes. */
  cutAt: number | null;
  /** Whether it says what the file is, by which it knows it again. */
  tag: 'etag' | 'time' | null;
  /** Whether it says how long a file is that it cannot go on with. */
  tellsLength: boolean;
  sums: string;
};

/** A mirror of HTTP on this machine, and how it was asked. */
async function mirrorFor(t: {after(clean: () => unknown): void}) {
  const mirror: Mirror = {content: image, ranges: true, cutAt: null, tag: 'etag', tellsLength: true, sums: ''};
  const asked: string[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/SUMS') return void response.end(mirror.sums);
    if (request.url !== '/d12.qcow2') return void response.writeHead(404).end();
    const mark =
      mirror.tag === 'etag'
        ? `"${sum(mirror.content).slice(0, 8)}"`
        : mirror.content === image
          ? 'Mon, 02 Nov 2026 10:00:00 GMT'
          : 'Tue, 03 Nov 2026 10:00:00 GMT';
    const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
    asked.push(from ?? 'all');
    const isSame = request.headers['if-range'] === undefined || request.headers['if-range'] === mark;
    const start = mirror.ranges && isSame ? Number(from ?? 0) : 0;
    const part = mirror.content.subarray(start);
    if (start >= mirror.content.length)
      return void response
        .writeHead(416, mirror.tellsLength ? {'Content-Range': `bytes */${mirror.content.length}`} : {})
        .end();
    response.writeHead(start > 0 ? 206 : 200, {
      ...(mirror.tag === 'etag' ? {ETag: mark} : mirror.tag === 'time' ? {'Last-Modified': mark} : {}),
      'Content-Length': part.length,
      ...(start > 0 ? {'Content-Range': `bytes ${start}-${mirror.content.length - 1}/${mirror.content.length}`} : {}),
    });
    if (request.method === 'HEAD') return void response.end();
    if (mirror.cutAt === null) return void response.end(part);
    response.write(part.subarray(0, mirror.cutAt), () => request.socket.end());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const part = path.join(temporaryFolder(t), 'd12.qcow2.part');
  const fetch = (to = part) => sh(downloadScript, to, `${base}/d12.qcow2`);
  return {mirror, asked, base, part, fetch};
}

/** How a text of the driver's own ends, and what it says. */
const sh = (text: string, ...words: readonly string[]) =>
  new Promise<{readonly code: number; readonly said: string}>(resolve => {
    execFile(
      'sh',
      ['-c', text, 'sh', ...words],
      {env: {PATH: process.env.PATH}},
      (error: ExecFileException | null, stdout, stderr) =>
        resolve({code: error ? Number(error.code) : 0, said: `${stdout}${stderr}`}),
    );
  });

test('a download that was cut off goes on where it ended, and one that is whole is not fetched again', {
  skip,
}, async t => {
  const {mirror, asked, part, fetch} = await mirrorFor(t);
  mirror.cutAt = 20_000;
  assert.equal((await fetch()).code, 18);
  const kept = readFileSync(part).length;
  assert.ok(kept > 0 && kept <= 20_000, String(kept));
  mirror.cutAt = null;
  assert.equal((await fetch()).code, 0);
  assert.ok(readFileSync(part).equals(image));
  assert.deepEqual(asked, ['all', String(kept)]);
  assert.equal((await fetch()).code, 0, 'a runner that died between two steps');
  assert.ok(readFileSync(part).equals(image));
});

for (const tag of ['etag', 'time'] as const)
  test(`a mirror that has another file by now sends that one whole, known by its ${tag}: nothing is put together of two`, {
    skip,
  }, async t => {
    const {mirror, part, fetch} = await mirrorFor(t);
    Object.assign(mirror, {tag, cutAt: 20_000});
    await fetch();
    Object.assign(mirror, {content: newer, cutAt: null});
    const told = await fetch();
    assert.equal(told.code, 0, told.said);
    assert.match(told.said, /another file by now: once more from the beginning/);
    assert.ok(readFileSync(part).equals(newer));
  });

for (const tells of [true, false])
  test(`a part that is longer than the mirror’s file is said to be, removed, and fetched from the beginning (${tells ? 'a mirror that tells' : 'one that does not tell'} how long it is)`, {
    skip,
  }, async t => {
    const {mirror, asked, part, fetch} = await mirrorFor(t);
    assert.equal((await fetch()).code, 0);
    Object.assign(mirror, {tag: null, tellsLength: tells, content: image.subarray(0, 30_000)});
    writeFileSync(`${part}.from`, '');
    const told = await fetch();
    assert.equal(told.code, 0, told.said);
    assert.match(
      told.said,
      tells
        ? /More is here \(50000 bytes\) than .*\(30000\): once more/
        : /does not say whether they are all: once more/,
    );
    assert.ok(readFileSync(part).equals(image.subarray(0, 30_000)));
    assert.deepEqual(asked, ['all', '50000', 'all']);
  });

test('a mirror that cannot go on in the middle sends it from its beginning', {skip}, async t => {
  const {mirror, part, fetch} = await mirrorFor(t);
  Object.assign(mirror, {ranges: false, tag: null, cutAt: 20_000});
  await fetch();
  mirror.cutAt = null;
  assert.equal((await fetch()).code, 0);
  assert.ok(readFileSync(part).equals(image));
});

test('a mirror that has no such file, and a disk that is full, end it with a sentence', {skip}, async t => {
  const {base, fetch} = await mirrorFor(t);
  const full = await fetch('/dev/full');
  assert.notEqual(full.code, 0);
  assert.match(full.said, /writ|space/i);
  const gone = await sh(downloadScript, path.join(temporaryFolder(t), 'x.part'), 'http://127.0.0.1:1/x.qcow2');
  assert.match(gone.said, /connect/i);
  const moved = await sh(downloadScript, path.join(temporaryFolder(t), 'y.part'), `${base}/y.qcow2`);
  assert.notEqual(moved.code, 0);
  assert.match(moved.said, /The mirror has no such file: it was moved away/);
  assert.equal((await sh(lengthScript, `${base}/d12.qcow2`)).said.trim(), String(image.length));
});

test('what cannot be unpacked leaves nothing half unpacked, and stays as it came', async t => {
  const part = path.join(temporaryFolder(t), 'f15.qcow2.xz.part');
  writeFileSync(part, 'no archive');
  const place = part.replace('.xz.part', '');
  assert.notEqual((await sh(settleScript, part, place, `${place}.verified`)).code, 0);
  assert.deepEqual([part, `${part}.raw`, place].map(existsSync), [true, false, false]);
});

test('a file is what its mirror’s list says, in each way of writing it, or it is removed and said to be another one', {
  skip,
}, async t => {
  const {mirror, base, part} = await mirrorFor(t);
  const note = `${part}.verified`;
  const compare = (algorithm: '256' | '512') => sh(compareScript, part, `${base}/SUMS`, 'd12.qcow2', algorithm, note);
  const [short, long, other] = [sum(image), sum(image, 'sha512'), sum(newer)];
  const lists = [
    ['256', `${other}  d12.qcow2.old\n${short}  d12.qcow2\n`],
    ['256', `${short} *d12.qcow2\n`],
    [
      '256',
      `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n# d12.qcow2: 50000 bytes\nSHA256 (d12.qcow2) = ${short.toUpperCase()}\n`,
    ],
    ['512', `SHA256 (d12.qcow2) = ${short}\nSHA512 (d12.qcow2) = ${long}\n`],
    ['512', `${long}\n`],
  ] as const;
  writeFileSync(part, image);
  for (const [algorithm, list] of lists) {
    mirror.sums = list;
    assert.equal((await compare(algorithm)).code, 0, list);
    assert.match(readFileSync(note, 'utf8'), new RegExp(`^${algorithm === '256' ? short : long} http`));
  }
  mirror.sums = `${short}  other.qcow2\n`;
  const unnamed = await compare('256');
  assert.deepEqual([unnamed.code, existsSync(part)], [2, true], 'nothing to compare with is no reason to remove it');
  assert.match(unnamed.said, /does not name d12\.qcow2/);
  mirror.sums = `${other}  d12.qcow2\n`;
  const wrong = await compare('256');
  assert.deepEqual([wrong.code, existsSync(part)], [1, false]);
  assert.match(wrong.said, new RegExp(`its checksum is ${short} and should be ${other}`));
});
