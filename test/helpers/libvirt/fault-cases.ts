import assert from 'node:assert/strict';
import type {Job} from '../../../source/model/job.ts';
import type {LibvirtHost} from '../libvirt.ts';
import {canBefall, type FaultyLibvirt, type LibvirtFault} from './faults.ts';

/** A wish on a host with the guest `src`; `lasting`: its target is made of `answers` first, and it is gone on with, for nothing takes it back. */
export type FaultRow = {
  readonly action: string;
  readonly target: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly lasting?: true;
};

const vm = {jname: 'made', memory: '64m', size: '32m'};

export const faultRows: readonly FaultRow[] = [
  {action: 'create-vm', target: '', answers: vm},
  {action: 'clone', target: 'src', answers: {new: 'copy', start: '0'}},
  {action: 'expose', target: 'src', answers: {ports: '8080:80 5353/udp'}},
  {action: 'destroy', target: 'gone', answers: {...vm, jname: 'gone'}, lasting: true},
];

/** The guest that is cloned and exposed. */
export const prepareSource = (bench: FaultyLibvirt): Promise<Job> =>
  finished(bench, 'create-vm', '', {...vm, jname: 'src', start: '0'});

export type FaultCase = {readonly what: string; readonly run: () => Promise<void>};

/** Each of these faults at each step of the plan. */
export async function* faultCases(
  host: LibvirtHost,
  bench: FaultyLibvirt,
  row: FaultRow,
  kinds: readonly LibvirtFault[],
): AsyncGenerator<FaultCase> {
  const {steps} = await wish(bench, row);
  if (row.lasting) await finished(bench, row.action, row.target);
  for (const step of steps)
    for (const kind of kinds.filter(each => canBefall(step, each)))
      yield {
        what: `${row.action}: ${kind} at ${step.title}`,
        run: () => struck(host, bench, row, kind, title => unnumbered(title) === unnumbered(step.title)),
      };
}

/** A source that was frozen in an earlier case goes on upon the next disk. */
const unnumbered = (title: string): string => title.replaceAll(/\.\d+(?=\.qcow2)/g, '');

/**
 * The job is not done and names the step, all that it left is in its report, and when it was taken back, or gone on with, the host is
 * as before but for what the report says stays.
 */
export async function struck(
  host: LibvirtHost,
  bench: FaultyLibvirt,
  row: FaultRow,
  kind: LibvirtFault,
  isMeant: (title: string) => boolean,
): Promise<void> {
  const before = await host.everything();
  const plan = await wish(bench, row);
  const there = row.lasting ? await host.everything() : before;
  const step = plan.steps.find(({title}) => isMeant(title));
  assert.ok(step);
  bench.strike(step, kind);
  const job = await bench.jobs.run(plan);
  bench.strike(null);
  assert.ok(job.state === 'failed' || job.state === 'unknown', `${job.state}: ${job.sentence}`);
  assert.ok(job.sentence.includes(step.title), job.sentence);
  assert.deepEqual(unreported(await host.everything(), there, job), [], job.sentence);

  const way = await (row.lasting ? bench.jobs.recovery.retry(job.id) : bench.jobs.recovery.undo(job.id));
  assert.ok(way);
  if (way.steps.length > 0) {
    assert.deepEqual(way.refusals, []);
    const back = await bench.jobs.run(way);
    assert.equal(back.state, 'done', back.sentence);
  }
  const after = await host.everything();
  assert.deepEqual(unreported(after, before, job), [], 'nothing is left that was not told');
  assert.deepEqual(
    before.filter(line => !after.includes(line)),
    [],
    'nothing is missing',
  );
}

/** The plan, and the guest that it removes. */
async function wish(bench: FaultyLibvirt, {action, target, answers, lasting}: FaultRow) {
  if (lasting) {
    await finished(bench, 'create-vm', '', answers);
    await finished(bench, 'expose', target, {ports: '2222:22'});
  }
  return bench.plan(action, target, lasting ? {} : answers);
}

async function finished(bench: FaultyLibvirt, ...wished: Parameters<FaultyLibvirt['plan']>): Promise<Job> {
  const job = await bench.jobs.run(await bench.plan(...wished));
  assert.equal(job.state, 'done', job.sentence);
  return job;
}

/** What is there beyond what was, and stands in no line of the report. */
function unreported(now: readonly string[], before: readonly string[], {sentence, residue}: Job): readonly string[] {
  const told = [sentence, ...residue].join('\n');
  return now.filter(line => !before.includes(line) && !told.includes(nameOf(line)));
}

/**
 * By which a report would name it: a guest, also for what libvirt keeps of one that runs; a card's own address, a file; a line of the
 * firewall by the folder that it is loaded from.
 */
function nameOf(line: string): string {
  const [, runs] = /^\/var\/lib\/libvirt\/qemu\/domain-\d+-([^/]+)\//.exec(line) ?? [];
  const [, guest = runs] = /^(?:domain |\/etc\/libvirt\/qemu\/(?=[^/]*$))(.*?)(?:\.xml)?$/.exec(line) ?? [];
  if (guest !== undefined) return `VM ${guest}`;
  const [, mac] = /<host mac='([^']+)'/.exec(line) ?? [];
  return mac ?? (line.startsWith('/') ? line : '/etc/construct-tui/expose.d/');
}
