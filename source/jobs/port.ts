import type {Secrets} from '../model/secrets.ts';
import type {Connection} from './connection.ts';
import type {Who} from './events.ts';
import {freeTerms, type Terms} from './schedule/gate.ts';
import {readStdin} from './stdin.ts';
import {createJobStore, type JobRequest, type JobStore} from './store.ts';

type Asked = {readonly request: JobRequest; readonly secrets: Secrets; readonly terms: Terms};

const verbs: Readonly<
  Record<string, (store: JobStore, id: string, who: string, state: string, more: string) => Promise<unknown>>
> = {
  async submit(_store, _id, _who, state) {
    const {request, secrets, terms} = JSON.parse(await readStdin()) as Asked;
    print(JSON.stringify(await createJobStore(state, async () => terms).submit(request, secrets)));
  },
  list: async store => print(JSON.stringify(await store.list())),
  read: async (store, id) => print(JSON.stringify(await store.read(id))),
  order: async (store, id) => print(JSON.stringify(await store.order(id))),
  claims: async store => print(JSON.stringify(await store.claims())),
  audit: async store => print(JSON.stringify(await store.audit())),
  async cancel(store, id, who) {
    await store.cancel(id, JSON.parse(who) as Who);
    print('null');
  },
  confirm: async (store, id, who, _state, connection) =>
    print(JSON.stringify(await store.confirm(id, JSON.parse(who) as Who, JSON.parse(connection) as Connection))),
  async kill(store, id, who) {
    await store.kill(id, JSON.parse(who) as Who);
    print('null');
  },
  async leave(store, id, who) {
    await store.leave(id, JSON.parse(who) as Who);
    print('null');
  },
  watch: (store, id) =>
    new Promise<void>(resolve => {
      process.stdout.on('error', () => resolve());
      const stop = store.watch(id, (job, lines) => {
        print(JSON.stringify({job, lines}));
        if (job.endedAt !== null && lines.length === 0) {
          stop();
          resolve();
        }
      });
    }),
};

/** The job store as a program, `job-port STATE VERB [ID [WHO]]`: what an operator without root reaches through `sudo -n`. */
export async function portMain([state, verb, id = '', who = '', more = '']: readonly string[]): Promise<void> {
  const run = verbs[verb ?? ''];
  if (state === undefined || !run)
    throw new Error(`job-port takes a state folder and one of: ${Object.keys(verbs).join(', ')}`);
  await run(
    createJobStore(state, async () => freeTerms),
    id,
    who,
    state,
    more,
  );
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
