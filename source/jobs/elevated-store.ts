import type {Job, OutputLine} from '../model/job.ts';
import type {Refusal, Touch} from '../model/plan.ts';
import type {Transport} from '../model/transport.ts';
import type {AuditRecord} from './audit.ts';
import type {Order} from './events.ts';
import {programPath} from './program.ts';
import type {Terms} from './schedule/gate.ts';
import type {JobStore, Submitted} from './store.ts';

/**
 * The jobs of a host whose state belongs to root, for an operator who is not: every question goes through this program
 * started once more by `sudo -n` or `doas -n` (see port.ts). `transport` puts those words before the command.
 */
export function createElevatedJobStore(state: string, transport: Transport, termsOf: () => Promise<Terms>): JobStore {
  const argv = (...words: readonly string[]): readonly [string, ...string[]] => [
    process.execPath,
    programPath('cli.js'),
    'job-port',
    state,
    ...words,
  ];
  const ask = async <T>(...words: readonly string[]): Promise<T> => {
    const {stdout, stderr, exitCode} = await transport.read({argv: argv(...words), outputLimit: 64 * 1024 * 1024});
    if (exitCode !== 0) throw new Error(`The jobs of this host could not be read: ${stderr.trim()}`);
    return JSON.parse(stdout) as T;
  };
  return {
    async submit(request, secrets) {
      const {stdout, stderr, exitCode} = await transport.execute({
        argv: argv('submit'),
        stdin: JSON.stringify({request, secrets, terms: await termsOf()}),
      });
      if (exitCode !== 0) throw new Error(`The job could not be started: ${stderr.trim()}`);
      return JSON.parse(stdout) as Submitted;
    },
    list: () => ask<readonly Job[]>('list'),
    read: id => ask<Job | null>('read', id),
    order: id => ask<Order | null>('order', id),
    async cancel(id, who) {
      await ask<null>('cancel', id, JSON.stringify(who));
    },
    confirm: (id, who, connection) =>
      ask<Refusal | null>('confirm', id, JSON.stringify(who), JSON.stringify(connection)),
    async kill(id, who) {
      await ask<null>('kill', id, JSON.stringify(who));
    },
    async leave(id, who) {
      await ask<null>('leave', id, JSON.stringify(who));
    },
    claims: () => ask<readonly Touch[]>('claims'),
    audit: () => ask<readonly AuditRecord[]>('audit'),
    watch(id, listener) {
      const stop = new AbortController();
      let rest = '';
      void transport.follow(
        {argv: argv('watch', id)},
        ({stream, text}) => {
          if (stream === 'stderr') return;
          const pieces = (rest + text).split('\n');
          rest = pieces.pop() ?? '';
          for (const piece of pieces) {
            const {job, lines} = JSON.parse(piece) as {job: Job; lines: readonly OutputLine[]};
            listener(job, lines);
          }
        },
        stop.signal,
      );
      return () => stop.abort();
    },
  };
}
