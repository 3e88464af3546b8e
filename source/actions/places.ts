/** What several places share: rows that a cursor moves over, pages to turn, a level to go back to, and so on. */
type Habit = 'rows' | 'pages' | 'back' | 'palette' | 'refresh' | 'filter' | 'open' | 'pick' | 'search';

type Words = {readonly title: string; readonly has: readonly Habit[]};

/**
 * Where a key is valid, in words (`Keys in …`, in help and in the manual page), and the habits whose keys hold there.
 * `everywhere` is not valid while text is typed.
 */
export const places = {
  everywhere: {title: 'everywhere', has: []},
  guests: {title: 'the list of guests', has: ['rows', 'pages', 'palette', 'refresh', 'filter', 'open']},
  guest: {title: 'one guest', has: ['rows', 'pages', 'back', 'palette', 'refresh', 'search']},
  form: {title: 'a form', has: ['pages', 'back']},
  picker: {title: 'a list to pick from', has: ['rows', 'pages', 'back', 'pick']},
  plan: {title: 'a plan', has: ['rows', 'pages', 'back', 'palette', 'search']},
  job: {title: 'a job', has: ['rows', 'pages', 'back', 'palette', 'search']},
  jobs: {title: 'the jobs', has: ['rows', 'pages', 'back', 'palette', 'refresh', 'filter', 'open']},
  ports: {title: 'the port map', has: ['rows', 'pages', 'back', 'palette', 'refresh', 'filter', 'open']},
  doctor: {title: 'the doctor', has: ['rows', 'pages', 'back', 'palette', 'refresh', 'filter']},
  media: {title: 'bases and media', has: ['rows', 'pages', 'back', 'palette', 'refresh', 'filter']},
  hosts: {title: 'the hosts', has: ['rows', 'pages', 'back', 'palette', 'refresh', 'filter', 'open']},
  fleet: {title: 'all hosts in one list', has: ['rows', 'pages', 'back', 'palette', 'refresh', 'filter', 'open']},
  tasks: {title: 'one action on many hosts', has: ['rows', 'pages', 'back', 'palette', 'open']},
  help: {title: 'the help', has: ['rows', 'pages', 'back', 'palette']},
  palette: {title: 'the commands', has: ['rows', 'pages', 'back', 'pick']},
  settings: {title: 'the settings', has: ['rows', 'pages', 'back', 'palette', 'pick']},
} as const satisfies Readonly<Record<string, Words>>;

export type Place = keyof typeof places;

const rows: readonly (readonly [Place, Words])[] = Object.entries(places) as [Place, Words][];

/** The places that have this habit, in their order. */
export const placesWith = (habit: Habit): readonly Place[] =>
  rows.flatMap(([place, {has}]) => (has.includes(habit) ? [place] : []));
