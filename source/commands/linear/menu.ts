import type {Session} from '../../actions/session.ts';
import {type Action, actions, actsOnGuest, destroysData, type JobVerb} from '../../actions/table.ts';
import type {Face} from '../face.ts';
import {wrongUse} from '../failure.ts';
import {login} from '../login.ts';
import {parseOptions} from '../options.ts';
import {headlessCommands} from '../table.ts';
import {askForm} from './ask-form.ts';
import {guestNames, jobId} from './choose.ts';
import {confirmAndRun} from './confirm.ts';
import type {Talk} from './talk.ts';

type Line = {readonly title: string; readonly run: (talk: Talk) => Promise<unknown>};

const makings: readonly (Line & {readonly action: string})[] = [
  {action: 'create-jail', title: 'Create a jail', run: talk => make('create-jail', talk)},
  {action: 'create-vm', title: 'Create a VM', run: talk => make('create-vm', talk)},
  {action: 'import', title: 'Import a guest', run: talk => make('import', talk)},
];

const jobTitles: Readonly<Record<JobVerb | 'attach', string>> = {
  attach: 'Follow a job to its end',
  undo: 'Take a job back',
  retry: 'Go on with a job',
  leave: 'Leave what a job left as it is',
  cancel: 'Cancel a job',
  confirm: 'Confirm a change, from a new login',
  kill: 'Kill a tool that asks without end',
};

const jobLine = (verb: JobVerb | 'attach'): Line => ({
  title: jobTitles[verb],
  async run(talk) {
    const id = await jobId(verb, talk);
    if (id === '') throw wrongUse('No job was named, so nothing was done', '');
    await command(['jobs', verb, id], talk);
  },
});

/** Every action of the table that does something to a guest is a line of its own; start and stop are two. */
export const menuOf = ({host}: Session): readonly Line[] => [
  {title: 'List the guests', run: talk => command(['list'], talk)},
  ...makings.filter(({action}) => host.makes.includes(action)),
  ...(host.canSetUp ? [{title: 'Set this host up', run: setUp}] : []),
  ...actions.filter(actsOnGuest).flatMap(linesOf),
  {title: 'Show a guest', run: async talk => command(['show', await nameOf('show', talk)], talk)},
  {title: 'List the jobs', run: talk => command(['jobs'], talk)},
  {title: 'Show what the host has and lacks', run: talk => command(['doctor'], talk)},
  {title: 'Mend everything harmless that the host lacks', run: talk => command(['doctor', '--mend', 'all'], talk)},
  {
    title: 'List bases, installers and cloud images',
    run: async talk => {
      await command(['bases'], talk);
      await command(['media'], talk);
    },
  },
  jobLine('attach'),
  ...actions.flatMap(({onJob}) => (onJob ? [jobLine(onJob)] : [])),
  {title: 'Any other command, as the command line takes it (help lists them)', run: typedCommand},
];

function linesOf(row: Action): readonly Line[] {
  if (row.shows) return []; // `vnc NAME` among the other commands: it stays open for as long as it lives
  if (row.enters) return [{title: `${row.title} to a guest`, run: talk => enter(talk)}];
  if (row.offers)
    return row.offers.map(offer => ({
      title: offer.title,
      run: talk => change(offer.plans, offer.single ? {form: true} : {}, talk),
    }));
  const planned = row.plans === undefined ? Object.values(row.plansBy ?? {}) : [row.plans];
  return planned.map(action => ({
    title: `${action.slice(0, 1).toUpperCase()}${action.slice(1)} a guest`,
    run: talk => change(action, row, talk),
  }));
}

async function make(action: string, talk: Talk): Promise<void> {
  const {answers, secrets, view} = await askForm(action, '', talk);
  const target = view.fields.find(({id}) => id === 'jname')?.value ?? '';
  await confirmAndRun(talk.session.plan(action, target, answers), secrets, false, talk);
}

async function setUp(talk: Talk): Promise<void> {
  await talk.session.survey();
  const {answers} = await askForm('setup', '', talk);
  await confirmAndRun(talk.session.plan('setup', '', answers), {}, false, talk);
}

/** Several names with blanks between them make one plan, unless the action's form asks of one guest. */
async function change(action: string, row: Pick<Action, 'form'>, talk: Talk): Promise<void> {
  const {session} = talk;
  const destroys = destroysData(action);
  if (row.form) {
    const target = await nameOf(action, talk);
    const {answers, secrets} = await askForm(action, target, talk);
    return confirmAndRun(session.plan(action, target, answers), secrets, destroys, talk);
  }
  const names = await guestNames(action, true, talk);
  if (names.length === 0) throw wrongUse('Nothing was named, so nothing was done', '');
  const target = names.join(',');
  if (!('fields' in session.form(action, target, {})))
    return confirmAndRun(session.plan(action, target, {}), {}, destroys, talk);
  const {answers, secrets} = await askForm(action, target, talk);
  return confirmAndRun(session.plan(action, target, answers), secrets, destroys, talk);
}

const nameOf = async (action: string, talk: Talk): Promise<string> => (await guestNames(action, false, talk))[0] ?? '';

async function enter(talk: Talk): Promise<void> {
  const name = await nameOf('log in to', talk);
  await talk.questions.aside(() => login('login')([name], talk.session, talk.face));
}

async function typedCommand(talk: Talk): Promise<void> {
  const words = (await talk.questions.ask('Command: ')).trim().split(/\s+/).filter(Boolean);
  await command(words[0] === 'construct-tui' ? words.slice(1) : words, talk);
}

/** A command of the headless face, its confirmation asked here. */
async function command(words: readonly string[], {questions, session, face}: Talk): Promise<void> {
  if (words[0] === 'help') return face.print(headlessCommands.map(({usage, help}) => `${usage}: ${help}`).join('\n'));
  const options = parseOptions(words);
  const row = headlessCommands.find(row => row.words.every((word, index) => options.words[index] === word));
  if (!row) throw wrongUse(`There is no command ${words.join(' ')}`, 'help lists them');
  const confirm = async (question: string) => /^y/i.test(await questions.ask(question));
  const askSecret = (field: string) => questions.askSecret(`${field} is kept nowhere; type it again (not shown): `);
  const asking: Face = {...face, options, confirm, askSecret};
  const run = () => row.run(options.words.slice(row.words.length), session, asking);
  await (row.hands ? questions.aside(run) : run());
  if (row.reads) await session.refresh();
}
