import {shownContent} from '../model/command.ts';
import type {FormView} from '../model/form.ts';
import type {Guest} from '../model/guest.ts';
import type {Job} from '../model/job.ts';
import type {Plan} from '../model/plan.ts';

/** The JSON shapes that scripts rely on: a change here is a change of `schema`. */

export const guestDocument = (guest: Guest) => ({
  name: guest.name,
  kind: guest.kind,
  state: guest.state,
  addresses: guest.addresses,
  hostname: guest.hostname,
  os: guest.os,
  autostart: guest.autostart,
  managed: guest.managed,
  cpus: guest.cpus,
  memoryBytes: guest.memoryBytes,
  diskBytes: guest.diskBytes,
});

export const formDocument = (form: FormView) => ({
  action: form.action,
  fields: form.fields.map(field => ({
    id: field.id,
    label: field.label,
    help: field.help,
    kind: field.kind,
    default: field.secret ? null : field.fallback.value,
    origin: field.fallback.origin,
    allowed: field.allowed?.filter(choice => !choice.disabled).map(choice => choice.value) ?? null,
    group: field.group,
    speed: field.speed,
    secret: field.secret,
  })),
});

export const planDocument = (plan: Plan) => ({
  action: plan.action,
  target: plan.target,
  steps: plan.steps.map(step => ({
    title: step.title,
    argv: step.command?.argv ?? null,
    ...(step.command?.stdin !== undefined && {stdin: step.command.stdin}),
    file: step.file
      ? {
          path: step.file.path,
          mode: step.file.mode.toString(8).padStart(4, '0'),
          content: shownContent(step.file.content),
        }
      : null,
    undo: step.undo?.map(command => command.argv) ?? null,
    check: step.check?.says ?? '',
    root: step.root,
    ...(step.changes && {changes: step.changes}),
  })),
  warnings: plan.warnings,
  refusals: plan.refusals,
  fingerprint: plan.fingerprint,
});

export const jobDocument = (job: Job) => ({
  ...jobRow(job),
  sentence: job.sentence,
  steps: job.steps.map(step => ({
    title: step.title,
    argv: step.argv,
    file: step.file,
    exitCode: step.exitCode,
    startedAt: time(step.startedAt),
    endedAt: time(step.endedAt),
    check: step.check ?? 'unknown',
    note: step.note,
  })),
  waitsFor: job.waitsFor ?? [],
  residue: job.residue,
  lasting: job.lasting,
  damage: job.damage,
  follows: job.follows,
  followedBy: job.followedBy,
  left: job.left && {by: job.left.by, at: time(job.left.at)},
  guarded: job.guarded
    ? {state: job.guarded.state, deadline: time(job.guarded.deadline), note: job.guarded.note}
    : null,
  tool: job.tool && {pid: job.tool.pid, step: job.tool.step},
  secondsLeft: job.endsAt === null ? null : Math.max(0, Math.round((job.endsAt - Date.now()) / 1000)),
  next: job.next,
  runner: job.runner && {pid: job.runner.pid, startedAt: time(job.runner.startedAt)},
});

export const jobRow = (job: Job) => ({
  id: job.id,
  action: job.action,
  target: job.target,
  state: job.state,
  by: job.by,
  askedAt: time(job.askedAt),
  startedAt: time(job.startedAt),
  endedAt: time(job.endedAt),
  undoable: job.undoable,
});

const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
