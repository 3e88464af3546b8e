import {readFileSync} from 'node:fs';

/** User and system time of a process, from Linux's /proc: clock ticks of 10 ms. */
export function cpuSeconds(pid: number): number {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
  return (user + system) / 100;
}

export const residentMebibytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** Milliseconds for which the main thread of a process had a processor, and was ready to run and had none, by the scheduler's own account. */
export function scheduled(pid: number): {readonly ranMs: number; readonly deniedMs: number} {
  const [ran = 0, denied = 0] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ').map(Number);
  return {ranMs: ran / 1e6, deniedMs: denied / 1e6};
}
