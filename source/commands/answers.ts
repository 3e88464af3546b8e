import {createReadStream} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import {FAILSAFE_SCHEMA, load} from 'js-yaml';
import type {Session} from '../actions/session.ts';
import {readStdin} from '../jobs/stdin.ts';
import type {Answers, FieldView, FormView} from '../model/form.ts';
import type {Refusal} from '../model/plan.ts';
import type {Secrets} from '../model/secrets.ts';
import {Failure, refused, wrongUse} from './failure.ts';
import type {Options} from './options.ts';

export type Given = {readonly answers: Answers; readonly secrets: Secrets};

/**
 * The answers of one headless call, the later winning: --like, --answers, --set-file, --set. Secrets are kept apart from
 * their first moment; the form sees only that they were given. Throws a `Failure` (2) that names the field.
 */
export async function gatherAnswers(
  action: string,
  target: string,
  session: Session,
  options: Options,
): Promise<Given> {
  const like = options.text('like');
  const base = like === null ? {} : accept(await session.answersLike(action, like));
  const saved = options.text('answers') === null ? {} : await readAnswers(options.text('answers') ?? '');
  const files = await Promise.all(options.list('set-file').map(readPair));
  const pairs = Object.fromEntries(options.list('set').map(pair => splitPair(pair, '--set')));
  const typed: Answers = {...base, ...saved, ...Object.fromEntries(files), ...pairs};
  const form = accept(session.form(action, target, typed));
  const isSecret = (id: string) => form.fields.some(field => field.id === id && field.secret);
  for (const id of Object.keys({...saved, ...pairs})) {
    if (!isSecret(id)) continue;
    const open = id in pairs ? 'would stand in the process list' : 'would lie open in the answers';
    throw new Failure(2, 'invalid', `${id} is a secret and ${open}: give it by --set-file ${id}=PATH`, {field: id});
  }
  const secrets = Object.fromEntries(Object.entries(typed).filter(([id]) => isSecret(id)));
  return {answers: typed, secrets};
}

/** Values of secrets alone, by --set-file. Throws a `Failure` (2) for a field that is none of them. */
export async function gatherSecrets(fields: readonly string[], options: Options): Promise<Secrets> {
  const [typed] = options.list('set').map(pair => splitPair(pair, '--set')[0]);
  if (typed !== undefined)
    throw wrongUse(`--set ${typed} has no place here`, `a secret comes by --set-file ${typed}=PATH`, typed);
  const given = await Promise.all(options.list('set-file').map(readPair));
  const odd = given.find(([id]) => !fields.includes(id))?.[0];
  if (odd !== undefined) throw wrongUse(`${odd} is no secret that this job still needs`, '', odd);
  return Object.fromEntries(given);
}

/**
 * Without secrets; readable by its owner alone. A file that is named `.yaml` or `.yml`, or that nobody named otherwise where `asYaml`, has a line
 * for each field: what was not answered stands as a comment, so that the next host finds its own.
 */
export async function saveAnswers(path: string, answers: Answers, form: FormView, asYaml = false): Promise<void> {
  const isYaml = /\.ya?ml$/i.test(path) || (asYaml && !/\.json$/i.test(path));
  const open = form.fields.filter(field => field.visible && !field.secret);
  const given = open.filter(({id}) => answers[id] !== undefined);
  const text = isYaml
    ? yamlOf(form.title, open)
    : `${JSON.stringify(Object.fromEntries(given.map(({id}) => [id, answers[id]])), null, 2)}\n`;
  await writeFile(path, text, {mode: 0o600}).catch(error => {
    throw new Failure(2, 'invalid', `--save ${path}: ${error.message}`, {field: 'save'});
  });
}

const yamlOf = (title: string, fields: readonly FieldView[]): string =>
  [
    `# ${title}`,
    '# A line without # is an answer; the others are what was found here, and are found anew on the next host.',
    ...fields.flatMap(({id, label, help, value, answered, fallback}) => [
      '',
      `# ${label}: ${help}`.replaceAll('\n', ' '),
      answered ? `${id}: ${JSON.stringify(value)}` : `# ${id}: ${JSON.stringify(value)}    (${fallback.origin})`,
    ]),
    '',
  ].join('\n');

/** JSON is YAML too. Every value is taken as it is written: 14.10 stays that, and no is no switch. */
export async function readAnswers(path: string): Promise<Answers> {
  const text = await readText(path, 'answers');
  try {
    const content: unknown = load(text, {schema: FAILSAFE_SCHEMA}) ?? {};
    if (typeof content !== 'object' || content === null || Array.isArray(content)) throw new Error('not an object');
    const entries = Object.entries(content as Record<string, unknown>);
    if (entries.some(([, value]) => typeof value === 'object')) throw new Error('not plain values');
    return Object.fromEntries(entries.map(([id, value]) => [id, String(value)]));
  } catch {
    throw new Failure(2, 'invalid', `--answers ${path}: not an object of fields and values in YAML or JSON`, {
      field: 'answers',
    });
  }
}

async function readPair(pair: string): Promise<readonly [string, string]> {
  const [id, path] = splitPair(pair, '--set-file');
  const text = path === '-' ? await readStdin() : await readText(path, id);
  return [id, text.replace(/\r?\n$/, '')];
}

export function splitPair(pair: string, option: string): readonly [string, string] {
  const at = pair.indexOf('=');
  if (at < 1)
    throw wrongUse(
      `${option} takes FIELD=VALUE, not ${pair}`,
      `write ${option} ${pair || 'FIELD'}=VALUE`,
      pair || null,
    );
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** Longer than any list of packages or key, shorter than what a device without an end would fill memory with. */
const longest = 1024 * 1024;

async function readText(path: string, field: string): Promise<string> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of createReadStream(path, {end: longest})) pieces.push(piece);
  } catch (error) {
    const {code = ''} = error as NodeJS.ErrnoException;
    throw new Failure(2, 'invalid', `${field}: ${path} cannot be read (${code})`, {field});
  }
  const bytes = Buffer.concat(pieces);
  if (bytes.length > longest) throw new Failure(2, 'invalid', `${field}: ${path} holds more than 1 MiB`, {field});
  return bytes.toString('utf8');
}

export function accept<T extends object>(answer: T | Refusal): T {
  if ('code' in answer && 'reason' in answer) throw refused([answer]);
  return answer;
}
