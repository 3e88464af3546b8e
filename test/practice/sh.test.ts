import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as looks from '../../source/drivers/cbsd/look/scripts.ts';
import {surveyScript} from '../../source/drivers/cbsd/setup/scripts.ts';
import {residentShell} from '../helpers/resident/shell.ts';
import {argvOf, makeBusyWorld, started, understood} from './sh-doors.ts';
import {looksOfDriver, phrases, type Text, vmm, workdir} from './sh-texts.ts';
import {makeWorld} from './world.ts';

const inspect: Text = [looks.inspectScript, workdir, vmm, '/usr/local/cbsd/share'];
const survey = looksOfDriver.filter(([text]) => text === surveyScript);

async function compare(folder: string, texts: readonly Text[]): Promise<void> {
  for (const text of texts)
    assert.deepEqual(await understood(folder, argvOf(text)), started(folder, argvOf(text)), text[0]);
}

// every look of the driver, on an idle, a busy and a blank host: npm run soak
test('What looks at a busy host is told the same without a process as by the machine’s own sh', () =>
  compare(makeBusyWorld(), [[looks.probeScript], inspect]));

test('What looks at a host without CBSD is told the same, too', () =>
  compare(makeWorld({world: 'blank'}), [...survey, inspect]));

test('Each phrase of sh that is understood comes to what the machine’s own sh makes of it', () =>
  compare(makeWorld(), phrases));

test('The resident program answers a look in the place of sh, and leaves to it what reads or changes', () => {
  const folder = makeWorld();
  const before = started(folder, argvOf(inspect));
  residentShell(folder);
  assert.deepEqual(started(folder, argvOf(inspect)), before);
  assert.equal(started(folder, ['-c', 'cat; echo "$1"', 'sh', 'end'], 'input\n').stdout, 'input\nend\n');
  assert.equal(started(folder, ['-c', 'echo new > "$1"; cat "$1"; exit 7', 'sh', '/tmp/file']).status, 7);
});
