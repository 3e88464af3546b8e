import type {Session} from '../actions/session.ts';
import type {Answers, FieldView, FormView} from '../model/form.ts';
import type {Plan} from '../model/plan.ts';
import {safe} from '../text/safe.ts';
import {accept} from './answers.ts';
import type {Face} from './face.ts';
import {Failure} from './failure.ts';
import {jobs} from './jobs.ts';
import {list} from './list.ts';
import {EndOfInput, openQuestions, type Questions} from './questions.ts';
import {runPlan} from './run-plan.ts';

type Line = {
  readonly title: string;
  readonly run: (questions: Questions, session: Session, face: Face) => Promise<unknown>;
};

const menu: readonly Line[] = [
  {title: 'List the guests', run: async (_, session, face) => list([], session, face)},
  {title: 'Create a jail', run: (questions, session, face) => create('create-jail', questions, session, face)},
  {title: 'Create a VM', run: (questions, session, face) => create('create-vm', questions, session, face)},
  {title: 'Start a guest', run: (questions, session, face) => change('start', questions, session, face)},
  {title: 'Stop a guest', run: (questions, session, face) => change('stop', questions, session, face)},
  {title: 'List the jobs', run: async (_, session, face) => jobs([], session, face)},
];

/** The same flows as numbered questions, a line each: nothing is repainted. Ends at `q` or at the end of the input. */
export async function linear(session: Session, face: Face): Promise<number> {
  const questions = openQuestions(process.stdin, text => void process.stdout.write(text));
  await session.refresh();
  const {host} = session;
  face.print(
    `construct-tui on ${host.name} (${[host.platform, host.version].filter(Boolean).join(' ')})${host.practice ? ', simulated' : ''}`,
  );
  try {
    for (;;) {
      face.print(menu.map(({title}, index) => `${index + 1}. ${title}`).join('\n'));
      const choice = (await questions.ask('Number, or q to leave: ')).trim();
      if (choice === 'q') return 0;
      const line = menu[Number(choice) - 1];
      if (line) await line.run(questions, session, face).catch(error => tell(error, face));
      else face.print(`There is no ${safe(choice)} in the list`);
    }
  } catch (error) {
    if (error instanceof EndOfInput) return 0;
    throw error;
  } finally {
    questions.close();
  }
}

async function create(action: string, questions: Questions, session: Session, face: Face): Promise<void> {
  let answers: Answers = {};
  let all = false;
  const asked = new Set<string>();
  for (;;) {
    const view = accept(session.form(action, '', answers));
    const field = view.fields.find(({id, visible, speed}) => visible && (all || speed === 'basic') && !asked.has(id));
    if (!field) {
      if (all || !/^y/i.test(await questions.ask('Show every other field as well? [y/N] '))) break;
      all = true;
      continue;
    }
    asked.add(field.id);
    answers = await askField(field, action, answers, questions, session, face);
  }
  const view = accept(session.form(action, '', answers));
  const target = view.fields.find(({id}) => id === 'jname')?.value ?? '';
  await confirmAndRun(session.plan(action, target, answers), secretsOf(view, answers), questions, session, face);
}

async function askField(
  field: FieldView,
  action: string,
  answers: Answers,
  questions: Questions,
  session: Session,
  face: Face,
): Promise<Answers> {
  const choices = field.kind === 'bool' ? yesOrNo : (field.allowed?.filter(choice => !choice.disabled) ?? []);
  const shown = choices.slice(0, 20).map((choice, index) => `  ${index + 1}. ${choice.label}`);
  face.print([`${field.label}: ${field.help}`, ...(field.note ? [`  ${safe(field.note)}`] : []), ...shown].join('\n'));
  const usual = choices.find(choice => choice.value === field.fallback.value)?.label ?? field.fallback.value;
  const fallback = usual === '' ? '' : ` [${safe(usual)}, ${field.fallback.origin}]`;
  for (;;) {
    const typed = field.secret
      ? await questions.askSecret(`${field.label} (not shown): `)
      : await questions.ask(`${field.label}${fallback}: `);
    if (typed === '') return answers;
    const chosen = choices[Number(typed) - 1] ?? choices.find(choice => choice.label === typed.toLowerCase());
    const next = {...answers, [field.id]: chosen?.value ?? typed};
    const error = accept(session.form(action, '', next)).fields.find(({id}) => id === field.id)?.error;
    if (!error) return next;
    face.print(error);
  }
}

const yesOrNo = [
  {value: '1', label: 'yes'},
  {value: '0', label: 'no'},
];

const secretsOf = (view: FormView, answers: Answers) =>
  Object.fromEntries(
    view.fields.filter(({secret, id}) => secret && answers[id]).map(({id}) => [id, answers[id] ?? '']),
  );

async function change(action: string, questions: Questions, session: Session, face: Face): Promise<void> {
  const name = (await questions.ask(`Name of the guest to ${action}: `)).trim();
  await confirmAndRun(session.plan(action, name, {}), {}, questions, session, face);
}

async function confirmAndRun(
  plan: Plan,
  secrets: Readonly<Record<string, string>>,
  questions: Questions,
  session: Session,
  face: Face,
): Promise<void> {
  const answered: Face = {...face, confirm: async () => /^y/i.test(await questions.ask('Run it? [y/N] '))};
  await runPlan(plan, secrets, session, answered);
  await session.refresh();
}

function tell(error: unknown, face: Face): void {
  if (!(error instanceof Failure)) throw error;
  face.print([error.message, error.hint].filter(Boolean).join('\n  '));
}
