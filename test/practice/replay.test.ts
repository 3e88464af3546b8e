import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {chainsOfFile, chainsOfFolder} from './node/replay/recording.ts';
import {asProgram, type Outcome, replay} from './node/replay/run.ts';

type Difference = {readonly name: string; readonly reason: string};

const fixtures = new URL('../fixtures/transcripts/', import.meta.url);
/** Recordings that are not kept here: a file of the same shape, one call a line. Their differences are printed whole. */
const elsewhere = process.env.PRACTICE_TRANSCRIPTS;
const chains = elsewhere === undefined ? chainsOfFolder(fixtures) : chainsOfFile(elsewhere);
const known: readonly Difference[] = JSON.parse(readFileSync(new URL('differences.json', fixtures), 'utf8')).cases;
const all: Outcome[] = [];

const told = ({recording, verdict, files}: Outcome): string =>
  [
    `${recording.name}: ${recording.cmd}`,
    verdict?.exit === false ? `  exit: ${recording.exit} recorded` : '',
    verdict?.text === false ? `  recorded:\n${verdict.wanted}\n  practice:\n${verdict.got}` : '',
    ...files.map(file => `  ${file} differs`),
  ]
    .filter(line => line !== '')
    .join('\n');

const differs = ({verdict, files}: Outcome): boolean =>
  verdict !== undefined && !(verdict.exit && verdict.text && files.length === 0);

for (const chain of chains) {
  test(`The practice host answers the chain “${chain.name}” as CBSD did`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'practice-replay-'));
    try {
      const outcomes = replay(chain, folder);
      all.push(...outcomes);
      const wrong = outcomes.filter(({verdict, files}) => verdict?.exit === false || files.length > 0);
      assert.deepEqual(wrong.map(told), [], 'exit codes and firewall files agree in every case');
      const unexplained = outcomes.filter(
        each => differs(each) && !known.some(({name}) => name === each.recording.name),
      );
      if (elsewhere === undefined)
        assert.deepEqual(unexplained.map(told), [], 'every other difference has its reason in the fixture');
    } finally {
      rmSync(folder, {recursive: true, force: true});
    }
  });
}

test('At least 95 in 100 of the recorded texts are the practice host’s too', () => {
  const replayed = all.filter(each => each.verdict !== undefined);
  const agreeing = replayed.filter(each => !differs(each));
  const exits = replayed.filter(each => each.verdict?.exit === true).length;
  console.log(
    `${agreeing.length} of ${replayed.length} agree (exit codes: ${exits}); not replayed: ${all.length - replayed.length}`,
  );
  for (const each of all.filter(differs))
    console.log(elsewhere === undefined ? `  differs: ${each.recording.name}` : told(each));
  if (elsewhere === undefined) {
    const settled = known.filter(({name}) => !all.some(each => each.recording.name === name && differs(each)));
    assert.deepEqual(settled, [], 'no reason is kept for what agrees by now');
  }
  assert.ok(agreeing.length >= replayed.length * 0.95, `${agreeing.length} of ${replayed.length}`);
});

test('The executables answer as CBSD did, too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'practice-replay-'));
  const chain = chainsOfFolder(fixtures).find(({name}) => name === 'empty-node');
  const sample = (chain?.recordings ?? []).filter(({cmd}, index) => index % 9 === 1 || cmd === 'cbsd natcfg');
  try {
    const outcomes = replay({name: 'sample', start: 'fresh', recordings: sample}, folder, asProgram);
    assert.deepEqual(outcomes.filter(differs).map(told), []);
    assert.ok(outcomes.length >= 7);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
});
