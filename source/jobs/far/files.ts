import type {Job, OutputLine} from '../../model/job.ts';
import type {Event, Order} from '../events.ts';
import {foldJob} from '../fold.ts';
import {parseFollowers} from '../followers.ts';
import {parseJournal} from '../journal.ts';
import type {StepProgress} from '../seen.ts';
import {toolsOf} from '../tools.ts';
import {endsAt, parseUsual} from '../usual.ts';

/** What a host tells of one job; `job` is all but what came of those that took it up. */
export type FarJob = {
  readonly order: Order;
  readonly events: readonly Event[];
  readonly followers: ReturnType<typeof parseFollowers>;
  readonly wasAudited: boolean;
  readonly isAlive: boolean;
  readonly lines: readonly OutputLine[];
  /** How much of the output is known now. */
  readonly next: number;
  fold(stateOf: (id: string) => Job['state'] | undefined): Job;
};

/** How long a job without a runner may be one whose runner is only just starting; that comes over the network. */
const startingMs = 20_000;

/** The text of `readJobs`: records out, by id. `from` is what was known of the output. */
export function parseJobs(text: string, from: number): ReadonlyMap<string, FarJob> {
  const jobs = new Map<string, FarJob>();
  for (const [id, parts] of partsOf(Buffer.from(text))) {
    const job = jobOf(parts, from);
    if (job) jobs.set(id, job);
  }
  return jobs;
}

type Parts = ReadonlyMap<string, Buffer>;

function partsOf(bytes: Buffer): ReadonlyMap<string, Map<string, Buffer>> {
  const all = new Map<string, Map<string, Buffer>>();
  for (let at = 0, end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, at)) {
    const [id = '', name = '', size = ''] = bytes.toString('utf8', at, end).split(' ');
    const parts = all.get(id) ?? new Map<string, Buffer>();
    parts.set(name, bytes.subarray(end + 1, end + 1 + Number(size)));
    all.set(id, parts);
    at = end + 1 + Number(size) + 1;
  }
  return all;
}

function jobOf(parts: Parts, from: number): FarJob | null {
  const text = (name: string) => parts.get(name)?.toString('utf8') ?? '';
  const order = json<Order>(text('order'));
  if (!order) return null;
  const {events, damage} = parseJournal(parts.get('journal') ?? Buffer.alloc(0), Number(text('length')) || 0);
  const isStarting = events.length === 0 && damage === '' && Date.now() - order.at < startingMs;
  const [life, orphan] = text('life').split(' ');
  const pid = Number(orphan ?? text('tool')); // of a tool that goes on, with its runner or without
  const isAlive = life === 'alive' || isStarting;
  const followers = parseFollowers(text('followers'));
  const left = followers.findLast(follower => follower.kind === 'left');
  const output = parts.get('output') ?? Buffer.alloc(0);
  const whole = output.subarray(0, output.lastIndexOf(0x0a) + 1);
  return {
    order,
    events,
    followers,
    isAlive,
    wasAudited: parts.has('audited'),
    lines: whole
      .toString('utf8')
      .split('\n')
      .flatMap(line => json<OutputLine>(line) ?? []),
    next: Math.max(0, from) + whole.length,
    fold: stateOf =>
      foldJob(order, {
        events,
        alive: isAlive,
        damage: isAlive ? '' : damage,
        followedBy: followers.flatMap(follower =>
          follower.kind === 'left' ? [] : [{...follower, state: stateOf(follower.job) ?? ('failed' as const)}],
        ),
        left: left ? {by: left.by, at: left.at} : null,
        tool: toolsOf(events).find(tool => tool.pid === pid) ?? null,
        progress: isAlive ? json<StepProgress>(text('progress')) : null,
        endsAt: isAlive ? endsAt(order.plan.steps, events, parseUsual(text('usual')), Date.now()) : null,
      }),
  };
}

/** null for what is not there, or torn. */
function json<T>(text: string): T | null {
  try {
    return text === '' ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}
