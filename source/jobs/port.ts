import type {Secrets} from '../model/secrets.ts';
import {readStdin} from './stdin.ts';
import {createJobStore, type JobRequest, type JobStore} from './store.ts';

const verbs: Readonly<Record<string, (store: JobStore, id: string) => Promise<unknown>>> = {
  async submit(store) {
    const {request, secrets} = JSON.parse(await readStdin()) as {request: JobRequest; secrets: Secrets};
    print(await store.submit(request, secrets));
  },
  list: async store => print(JSON.stringify(await store.list())),
  read: async (store, id) => print(JSON.stringify(await store.read(id))),
  async cancel(store, id) {
    await store.cancel(id);
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

/** The job store as a program, `job-port STATE VERB [ID]`: what an operator without root reaches through `sudo -n`. */
export async function portMain([state, verb, id = '']: readonly string[]): Promise<void> {
  const run = verbs[verb ?? ''];
  if (state === undefined || !run)
    throw new Error(`job-port takes a state folder and one of: ${Object.keys(verbs).join(', ')}`);
  await run(createJobStore(state), id);
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
