import type {Check, Verdict} from '../../../model/plan.ts';
import type {Transport} from '../../../model/transport.ts';
import {quotable} from '../paths.ts';

/** What a running jail says of itself: its own programs answer, so nothing is followed by the host's root. */
const questions: Readonly<Record<string, (check: Check, transport: Transport) => Promise<Verdict>>> = {
  'inside-hostname': async ({target, expect}, transport) => {
    const {stdout, exitCode} = await transport.read({argv: ['jexec', '-l', target, 'sysrc', '-n', 'hostname']});
    if (exitCode !== 0) return {truth: 'unknown', note: `${target} does not tell its host name`};
    const name = stdout.trim();
    return name === expect.hostname
      ? {truth: 'true', note: `${target} calls itself ${name}`}
      : {truth: 'false', note: `${target} calls itself ${name || 'nothing'} and not ${expect.hostname}`};
  },
  // `/` is there always: without it in the answer nobody answered
  'inside-clean': async ({target, expect}, transport) => {
    const files = (expect.files ?? '').split(' ').filter(Boolean);
    const {stdout} = await transport.read({argv: ['jexec', '-l', target, 'ls', '-d', '/', ...files]});
    const there = stdout.split('\n').filter(Boolean);
    if (!there.includes('/')) return {truth: 'unknown', note: `${target} does not tell its files`};
    const left = there.filter(path => path !== '/');
    return left.length === 0
      ? {truth: 'true', note: `${target} has neither host keys nor a machine-id`}
      : {truth: 'false', note: `${target} still has ${left.join(', ')}`};
  },
};

export async function checkInside(asked: Check, transport: Transport): Promise<Verdict | null> {
  const question = questions[asked.id];
  return question && quotable(asked.target) ? question(asked, transport) : null;
}
