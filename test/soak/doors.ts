import assert from 'node:assert/strict';
import fc from 'fast-check';
import {ownProgram} from '../helpers/resident/program.ts';
import {compareDoors, day} from '../practice/day.ts';
import {argvOf, makeBusyWorld, started, understood} from '../practice/sh-doors.ts';
import {looksOfDriver, phrases} from '../practice/sh-texts.ts';
import {makeWorld} from '../practice/world.ts';
import type {Part} from './part.ts';

export const doors: Part = {
  name: 'doors',
  title:
    'the practice host answers the same through each of its doors: executables, resident program, no process at all',
  async run({sample, seed, tally}) {
    const worlds = {idle: makeWorld({zfs: true}), busy: makeBusyWorld(), blank: makeWorld({world: 'blank'})};
    const all = Object.entries(worlds).flatMap(([name, folder]) =>
      [...looksOfDriver, ...phrases].map(text => ({name, folder, text})),
    );
    const cases = sample ? fc.sample(fc.constantFrom(...all), {seed, numRuns: 8}) : all;
    for (const {name, folder, text} of cases)
      await tally.check(`${name}: ${text[0].slice(0, 60)}`, async () =>
        assert.deepEqual(await understood(folder, argvOf(text)), started(folder, argvOf(text))),
      );
    await tally.check('a day by the executables', () =>
      compareDoors(sample ? day.slice(0, 6) : day, makeWorld(), [makeWorld({program: ownProgram})]),
    );
    return `${cases.length} texts of sh, ${sample ? 6 : day.length} calls`;
  },
};
