import assert from 'node:assert/strict';
import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import type {Job} from '../../source/model/job.ts';
import {createPracticeTransport} from '../../source/practice/transport.ts';
import {makeWorld} from '../practice/world.ts';
import type {Heard, Said, Wish} from './rival.ts';

export type Rivals = {
  /** Two processes want one thing at the same moment: one has it, the other was told by whom. Throws where that is not so. */
  round(number: number): Promise<void>;
  close(): void;
};

/** What two operators wish of one host in a round, and what an owner of it is called. */
type Duel = {
  readonly wishes: readonly [Wish, Wish];
  readonly code: string;
  readonly owners: readonly string[];
  readonly undo: (winner: Wish) => readonly string[];
};

const door = (number: number): Duel => {
  const ports = `${20_000 + number}:80`;
  return {
    wishes: [
      {action: 'expose', target: 'web1', answers: {ports}},
      {action: 'expose', target: 'db1', answers: {ports}},
    ],
    code: 'port-in-use',
    owners: ['web1', 'db1'],
    undo: ({target}) => ['expose', 'mode=flush', `jname=${target}`],
  };
};

const name = (number: number): Duel => {
  const names = `twin${number}`;
  return {
    wishes: [
      {action: 'clone', target: 'app1', answers: {new: names}},
      {action: 'clone', target: 'db1', answers: {new: names}},
    ],
    code: 'name-taken',
    owners: [names],
    undo: () => ['jremove', `jname=${names}`],
  };
};

export async function startRivals(state: string): Promise<Rivals> {
  const world = makeWorld({world: 'demo', zfs: true});
  mkdirSync(join(state, 'jobs'), {recursive: true});
  const [one, other] = await Promise.all([startRival(state, world), startRival(state, world)]);
  const both = [one, other] as const;
  const cbsd = createPracticeTransport(world);
  return {
    async round(number) {
      const duel = (number % 2 === 0 ? door : name)(number);
      const planned = await Promise.all(both.map((rival, index) => rival.say({do: 'plan', wish: wishOf(duel, index)})));
      for (const {refusals} of planned) assert.deepEqual(refusals, [], 'nobody has it yet');
      const at = Date.now() + 5;
      const jobs = both.map((_, index) => `ra${String(number).padStart(6, '0')}${'ab'[index]}`);
      const ran = await Promise.all(both.map((rival, index) => rival.say({do: 'run', job: jobs[index] ?? '', at})));
      const winner = ran.findIndex(({job}) => job?.state === 'done');
      const loser = ran[1 - winner];
      assert.equal(
        ran.filter(({job}) => job?.state === 'done').length,
        1,
        ran.map(({job}) => sentence(job)).join(' / '),
      );
      const [refusal] = loser?.refusals ?? [];
      assert.ok(refusal, sentence(loser?.job ?? null));
      assert.ok([duel.code, 'busy'].includes(refusal.code), refusal.reason);
      const owners = refusal.code === 'busy' ? [jobs[winner]] : duel.owners;
      assert.ok(owners.includes(refusal.owner ?? ''), `${refusal.reason}: ${refusal.owner}`);
      await cbsd.execute({argv: ['cbsd', ...duel.undo(wishOf(duel, winner))]});
    },
    close() {
      for (const {child} of both) child.kill('SIGKILL');
    },
  };
}

const wishOf = ({wishes: [one, other]}: Duel, index: number): Wish => (index === 0 ? one : other);

const sentence = (job: Job | null): string => `${job?.state}: ${job?.sentence}`;

type Rival = {readonly child: ChildProcess; say(said: Said): Promise<Heard>};

async function startRival(state: string, world: string): Promise<Rival> {
  const child = fork(join(import.meta.dirname, 'rival.ts'), [state, world], {
    execArgv: ['--no-warnings', '--import', 'tsx'],
  });
  const heard = async (): Promise<Heard> => {
    const gone = new AbortController();
    const died = once(child, 'exit', {signal: gone.signal}).then(() => {
      throw new Error('a rival died');
    });
    const [answer] = await Promise.race([once(child, 'message'), died]);
    gone.abort();
    died.catch(() => {});
    return answer;
  };
  await heard();
  return {
    child,
    say(said) {
      const answer = heard();
      child.send(said);
      return answer;
    },
  };
}
