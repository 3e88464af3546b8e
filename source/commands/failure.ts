import type {Refusal} from '../model/plan.ts';
import {hostNameProblem} from '../settings/hosts.ts';
import {Unreachable} from '../transport/ssh/unreachable.ts';

/** Why a command ends without having done what was asked, as the page on the headless face numbers it. */
export class Failure extends Error {
  readonly exit: number;
  readonly code: string;
  readonly field: string | null;
  readonly hint: string;

  constructor(
    exit: number,
    code: string,
    message: string,
    {field = null, hint = ''}: {field?: string | null; hint?: string} = {},
  ) {
    super(message);
    this.exit = exit;
    this.code = code;
    this.field = field;
    this.hint = hint;
  }
}

export const wrongUse = (
  message: string,
  hint = 'construct-tui --help lists the commands',
  field: string | null = null,
): Failure => new Failure(2, 'wrong-use', message, {field, hint});

/** No settings of the operator name it. */
export function noSuchHost(name: string): never {
  throw new Failure(3, 'no-such-host', `There is no host called ${name}`, {
    field: 'host',
    hint: `construct-tui hosts lists them; construct-tui hosts add ${hostNameProblem(name) === null ? '' : 'NAME '}${name} adds it`,
  });
}

/** 2 for a value that can never be right, 6 for a job that is in the way, 3 for a host that cannot do it as it is. */
export const exitOf = ({code}: Refusal): number => (code === 'invalid' ? 2 : code === 'busy' ? 6 : 3);

/** The worst news first: a wrong value before a host that says no. */
export function refused(refusals: readonly Refusal[]): Failure {
  const [first] = [...refusals].sort((a, b) => exitOf(a) - exitOf(b));
  if (!first) throw new Error('nothing was refused');
  const others = refusals.filter(refusal => refusal !== first).map(reasonOf);
  const way = first.code === 'quiet-hours' ? ['--in-quiet-hours changes it all the same'] : [];
  return new Failure(exitOf(first), first.code, reasonOf(first), {
    field: first.field,
    hint: [...others, ...way].join('; '),
  });
}

/** A form tells an error at its field; a sentence that stands alone has to name the field itself. */
const reasonOf = (refusal: Refusal): string =>
  exitOf(refusal) === 2 && refusal.field !== null && !refusal.reason.includes(refusal.field)
    ? `${refusal.field}: ${refusal.reason}`
    : refusal.reason;

/** What the machine says no to is a sentence with the path in it; anything else that is thrown is a mistake of ours. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof Unreachable) return new Failure(8, error.code, error.message, {field: 'host', hint: error.hint});
  if (!(error instanceof Error)) return new Failure(1, 'bug', String(error));
  const {code = '', path: where = 'the folder of construct-tui'} = error as NodeJS.ErrnoException;
  const known = systemErrors[code];
  if (!known) return new Failure(1, 'bug', error.stack ?? error.message);
  return new Failure(3, known.code, `${known.says} ${where} (${code})`, {hint: known.hint});
}

type SystemError = {readonly code: string; readonly says: string; readonly hint: string};

const noRights: SystemError = {
  code: 'no-rights',
  says: 'This account has no right to',
  hint: 'run construct-tui as root, or allow it by sudo or doas without a password',
};

const systemErrors: Readonly<Record<string, SystemError>> = {
  EACCES: noRights,
  EPERM: noRights,
  ENOSPC: {code: 'no-space', says: 'There is no room for', hint: 'nothing was run'},
  EDQUOT: {code: 'no-space', says: 'The quota leaves no room for', hint: 'nothing was run'},
  EROFS: {
    code: 'unreadable',
    says: 'A file system that can only be read holds',
    hint: '--state DIR keeps state elsewhere',
  },
};
