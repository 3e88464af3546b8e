import type {Place} from './action.ts';

/** A place in words: `Keys in …`, in help and in the manual page. */
export const placeTitles: Readonly<Record<Place, string>> = {
  everywhere: 'everywhere',
  guests: 'the list of guests',
  guest: 'one guest',
  form: 'a form',
  picker: 'a list to pick from',
  plan: 'a plan',
  job: 'a job',
  jobs: 'the jobs',
  ports: 'the port map',
  help: 'the help',
  palette: 'the commands',
  settings: 'the settings',
};
