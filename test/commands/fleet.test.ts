import assert from 'node:assert/strict';
import {mkdirSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import path from 'node:path';
import {type TestContext, test} from 'node:test';
import type {Face} from '../../source/commands/face.ts';
import {Failure} from '../../source/commands/failure.ts';
import {onFleet} from '../../source/commands/fleet.ts';
import {tellProblems} from '../../source/commands/fleet-for.ts';
import {hostFor} from '../../source/commands/host-for.ts';
import {hosts} from '../../source/commands/hosts.ts';
import {parseOptions} from '../../source/commands/options.ts';
import {hostSettings} from '../../source/settings/hosts.ts';
import {needs} from '../helpers/skip.ts';
import {temporaryFolder} from '../helpers/temporary-folder.ts';

/** A face that keeps what it is told, for one host at a port where nobody listens. */
function faceFor(t: TestContext, words: readonly string[]): Face & {readonly documents: unknown[]} {
  const state = temporaryFolder(t);
  mkdirSync(path.join(state, 'settings'));
  writeFileSync(
    path.join(state, 'settings/settings.json'),
    JSON.stringify({hosts: {gone: {ssh: 'root@127.0.0.1:1', sshConfig: '/dev/null'}}}),
  );
  const documents: unknown[] = [];
  return {
    options: parseOptions([...words, '--state', state, '--json']),
    ...{json: true, practice: false, confirm: null, documents},
    ...{print: () => {}, note: () => {}, document: content => void documents.push(content)},
  };
}

test('many hosts are mended of what is harmless on each; one check is for one host', async t => {
  const face = faceFor(t, ['doctor', '--hosts', 'gone', '--mend', 'tmux', '--yes']);
  await assert.rejects(onFleet(face), error => error instanceof Failure && error.exit === 2 && error.field === 'mend');
  assert.deepEqual(face.documents, []);
});

test('a host out of reach ends what was to be done on many with 8, and is told', {skip: needs('sshd')}, async t => {
  const face = faceFor(t, ['start', '--hosts', 'gone', '--yes']);
  assert.equal(await onFleet(face), 8);
  const [told] = face.documents as {
    readonly hosts: readonly {readonly host: string; readonly stage: string; readonly says: string}[];
  }[];
  assert.deepEqual(
    told?.hosts.map(({host, stage, says}) => [host, stage, says]),
    [['gone', 'refused', '127.0.0.1, port 1: nothing listens there']],
  );
});

test('who has added no host yet is told how to, also who gives an address for a name', async t => {
  const state = temporaryFolder(t);
  const notes: string[] = [];
  const face: Face = {
    options: parseOptions(['hosts', '--state', state]),
    ...{json: false, practice: false, confirm: null, print: () => {}, document: () => {}},
    note: text => void notes.push(text),
  };
  assert.equal(await hosts([], path.join(state, 'settings'), face), 0);
  const way = /No host was added yet: construct-tui hosts add NAME USER@HOST:PORT/;
  assert.match(notes.join('\n'), way);
  notes.length = 0;
  tellProblems([], face);
  assert.match(notes.join(), way, 'what is asked of all hosts says the same');
  await assert.rejects(hostFor(parseOptions(['list', '--host', 'root@192.0.2.7', '--state', state]), false), error => {
    assert.ok(error instanceof Failure);
    assert.match(error.hint, /hosts add NAME root@192\.0\.2\.7 adds it/);
    return true;
  });
});

test('a setting of a host that cannot be is refused with what it can be, and keeps what was', async t => {
  const state = temporaryFolder(t);
  const settings = path.join(state, 'settings');
  const face: Face = {
    options: parseOptions(['hosts', '--state', state]),
    ...{json: false, practice: false, confirm: null, print: () => {}, note: () => {}, document: () => {}},
  };
  const set = (pair: string) => hosts(['set', hostname(), pair], settings, face);
  assert.equal(await set('readOnly=yes'), 0);
  for (const [pair, says] of [
    ['readOnly=perhaps', 'readOnly of a host cannot be "perhaps": yes or no'],
    ['colour=pink', 'colour of a host cannot be "pink": empty or one of red, green, yellow, blue, magenta, cyan'],
    ['parallel=0', 'parallel of a host cannot be "0": a number of jobs from 1 on'],
    ['ssh=root@192.0.2.7', 'ssh of a host cannot be "root@192.0.2.7": where it leads is settled as it is added'],
    ['color=red', 'color is no setting of a host: readOnly, quietHours, timeZone, parallel, '],
  ] as const)
    await assert.rejects(set(pair), error => {
      assert.ok(error instanceof Failure);
      assert.deepEqual([error.exit, error.message.startsWith(says)], [2, true], error.message);
      return true;
    });
  assert.deepEqual((await hostSettings(settings, hostname())).readOnly, true);
});
