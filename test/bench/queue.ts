import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {jobFolder} from '../../source/jobs/folder.ts';
import {openJournal} from '../../source/jobs/journal.ts';
import {tryLock} from '../../source/jobs/lock.ts';
import {thisProcess} from '../../source/jobs/schedule/owner.ts';
import {openQueue} from '../../source/jobs/schedule/queue.ts';
import {type Bench, inTurns} from './measure.ts';

const [few, many] = [10, 10_000];

export const queue: Bench = {
  name: 'queue',
  title: 'a job’s way through the queue, with few and with many ended jobs on the host',
  async run() {
    const folder = mkdtempSync(path.join(tmpdir(), 'construct-tui-bench-'));
    try {
      const [small, large] = [await bench(path.join(folder, 'few'), few), await bench(path.join(folder, 'many'), many)];
      const [short = Number.NaN, long = Number.NaN] = await inTurns(200, small.pass, large.pass);
      for (const {end} of [small, large]) end();
      return [
        {what: `${few} journals on the host`, value: short, unit: 'ms'},
        {what: `${many} journals on the host`, value: long, unit: 'ms'},
        {what: 'the one beside the other', value: long / short, unit: '×', goal: 1.2},
      ];
    } finally {
      rmSync(folder, {recursive: true, force: true, maxRetries: 5});
    }
  },
};

/** A host with ended jobs and one that runs; `pass`: another one enters, has its turn beside it, and leaves. */
async function bench(state: string, ended: number) {
  const lives = (job: string) => {
    const {path: place, alive} = jobFolder(state, job);
    mkdirSync(place, {recursive: true});
    return {job, alive: tryLock(alive)};
  };
  const [runs, passes] = [lives('runs0001'), lives('pass0001')];
  await addEnded(state, ended);
  const opened = openQueue(state);
  const enter = ({job}: {readonly job: string}) =>
    opened.enter({
      job,
      title: job,
      by: 'bench',
      at: 0,
      owner: thisProcess(),
      touches: [{kind: 'guest', id: job, mode: 'change'}],
    });
  await enter(runs);
  return {
    async pass() {
      await enter(passes);
      await opened.turn(passes.job);
      opened.leave(passes.job);
    },
    end: () => [runs, passes].forEach(({alive}) => void alive?.release()),
  };
}

async function addEnded(state: string, count: number): Promise<void> {
  const first = path.join(state, 'journal');
  const journal = await openJournal(first);
  await journal.append({type: 'end', at: 1});
  await journal.close();
  const text = readFileSync(first);
  for (let index = 0; index < count; index++) {
    const folder = jobFolder(state, `ended${String(index).padStart(6, '0')}`);
    mkdirSync(folder.path);
    writeFileSync(folder.journal, text);
  }
}
