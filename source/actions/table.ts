/** Where a key is valid. `everywhere` is not valid while text is typed. */
export type Place = 'everywhere' | 'guests' | 'guest' | 'form' | 'picker' | 'plan' | 'job' | 'jobs' | 'help';

export type Action = {
  readonly id: string;
  readonly title: string;
  /** Names as the key table of the terminal has them: printable characters, `enter`, `esc`, `ctrl-p`, `f1`, `pagedown`… */
  readonly keys: readonly string[];
  readonly places: readonly Place[];
  readonly help: string;
  readonly danger: 'none' | 'changes' | 'destroys';
  readonly target: 'none' | 'guest';
  /** The platform's action that it plans, if it changes the host. */
  readonly plans?: string;
  /** Shown in the footer; lower numbers stand further left and stay longest on a narrow screen. */
  readonly footer?: number;
};

const look = {danger: 'none', target: 'none'} as const;
const onGuest = {target: 'guest'} as const;

/** Keys, footer, help and the headless words come from these rows. */
export const actions: readonly Action[] = [
  {
    ...look,
    id: 'help',
    title: 'Help',
    keys: ['?', 'f1'],
    places: ['everywhere'],
    help: 'Show the keys of this screen',
    footer: 90,
  },
  {
    ...look,
    id: 'quit',
    title: 'Quit',
    keys: ['q', 'f10'],
    places: ['everywhere'],
    help: 'Leave; running jobs go on',
    footer: 95,
  },
  {
    ...look,
    id: 'jobs',
    title: 'Jobs',
    keys: ['J'],
    places: ['everywhere'],
    help: 'List the jobs of this host',
    footer: 70,
  },
  {...look, id: 'redraw', title: 'Redraw', keys: ['ctrl-l'], places: ['everywhere'], help: 'Paint the screen anew'},
  {
    ...look,
    id: 'back',
    title: 'Back',
    keys: ['esc'],
    places: ['guest', 'form', 'picker', 'plan', 'job', 'jobs', 'help'],
    help: 'Go back one level',
    footer: 80,
  },
  {
    ...look,
    id: 'refresh',
    title: 'Refresh',
    keys: ['r', 'f5'],
    places: ['guests', 'guest', 'jobs'],
    help: 'Look at the host again',
    footer: 60,
  },
  {
    ...look,
    id: 'filter',
    title: 'Filter',
    keys: ['/'],
    places: ['guests', 'jobs'],
    help: 'Show only rows that hold the typed text',
    footer: 50,
  },
  {...look, id: 'sort', title: 'Sort', keys: ['S'], places: ['guests'], help: 'Sort by the next column'},
  {
    ...look,
    id: 'down',
    title: 'Down',
    keys: ['down', 'j'],
    places: ['guests', 'guest', 'plan', 'job', 'jobs', 'help'],
    help: 'Next row',
  },
  {
    ...look,
    id: 'up',
    title: 'Up',
    keys: ['up', 'k'],
    places: ['guests', 'guest', 'plan', 'job', 'jobs', 'help'],
    help: 'Previous row',
  },
  {
    ...look,
    id: 'page-down',
    title: 'Page down',
    keys: ['pagedown'],
    places: ['guests', 'guest', 'plan', 'job', 'jobs', 'help', 'form', 'picker'],
    help: 'A screenful down',
  },
  {
    ...look,
    id: 'page-up',
    title: 'Page up',
    keys: ['pageup'],
    places: ['guests', 'guest', 'plan', 'job', 'jobs', 'help', 'form', 'picker'],
    help: 'A screenful up',
  },
  {
    ...look,
    id: 'first',
    title: 'First',
    keys: ['g', 'home'],
    places: ['guests', 'guest', 'plan', 'job', 'jobs', 'help'],
    help: 'First row',
  },
  {
    ...look,
    id: 'last',
    title: 'Last',
    keys: ['G', 'end'],
    places: ['guests', 'guest', 'plan', 'job', 'jobs', 'help'],
    help: 'Last row',
  },
  {
    ...look,
    ...onGuest,
    id: 'open',
    title: 'Open',
    keys: ['enter'],
    places: ['guests', 'jobs'],
    help: 'Open the row under the cursor',
    footer: 10,
  },

  {
    ...look,
    id: 'create',
    title: 'Create',
    keys: ['c'],
    places: ['guests', 'guest'],
    help: 'Create a jail or a VM',
    danger: 'changes',
    footer: 20,
  },
  {
    ...onGuest,
    id: 'start-stop',
    title: 'Start/stop',
    keys: ['s'],
    places: ['guests', 'guest'],
    help: 'Start a stopped guest, stop a running one',
    danger: 'changes',
    footer: 30,
  },

  {...look, id: 'next-field', title: 'Next', keys: ['down', 'tab'], places: ['form'], help: 'Next field'},
  {
    ...look,
    id: 'previous-field',
    title: 'Previous',
    keys: ['up', 'shift-tab'],
    places: ['form'],
    help: 'Previous field',
  },
  {
    ...look,
    id: 'accept',
    title: 'Accept',
    keys: ['enter'],
    places: ['form'],
    help: 'Keep the value and go on; on a list: pick',
    footer: 10,
  },
  {
    ...look,
    id: 'all-fields',
    title: 'All fields',
    keys: ['ctrl-a', 'f4'],
    places: ['form'],
    help: 'Show every field in its group, or the basic ones again',
    footer: 20,
  },
  {
    ...look,
    id: 'find-field',
    title: 'Find',
    keys: ['ctrl-f', 'f7'],
    places: ['form'],
    help: 'Find a field by name or help',
    footer: 30,
  },
  {
    ...look,
    id: 'reset-field',
    title: 'Default',
    keys: ['ctrl-d'],
    places: ['form'],
    help: 'Take the default again',
    footer: 50,
  },
  {
    ...look,
    id: 'show-plan',
    title: 'Plan',
    keys: ['ctrl-p', 'f2'],
    places: ['form'],
    help: 'Show what will run',
    footer: 15,
  },
  {
    ...look,
    id: 'pick',
    title: 'Pick',
    keys: ['enter'],
    places: ['picker'],
    help: 'Take the row under the cursor',
    footer: 10,
  },

  {
    ...look,
    id: 'run',
    title: 'Run',
    keys: ['enter'],
    places: ['plan'],
    help: 'Run it as a job',
    danger: 'changes',
    footer: 10,
  },
  {
    ...look,
    id: 'copy',
    title: 'Copy',
    keys: ['y'],
    places: ['plan', 'job', 'guest'],
    help: 'Copy the commands or the offered lines',
    footer: 40,
  },
  {
    ...look,
    id: 'follow',
    title: 'Follow/hold',
    keys: ['f'],
    places: ['job'],
    help: 'Follow the output or hold it still',
    footer: 20,
  },
  {
    ...look,
    id: 'next-error',
    title: 'First error',
    keys: ['n'],
    places: ['job'],
    help: 'Jump to the first line of the step that failed',
    footer: 30,
  },
  {
    ...look,
    id: 'cancel',
    title: 'Cancel',
    keys: ['x'],
    places: ['job'],
    help: 'Start no further step; the running one ends by itself',
    danger: 'changes',
    footer: 50,
  },
  {
    ...look,
    id: 'remove-made',
    title: 'Remove',
    keys: ['d'],
    places: ['job'],
    help: 'Remove what a failed job has made',
    danger: 'destroys',
    footer: 55,
  },
];

/** The rows valid in `place`, its own first. */
export const actionsOf = (place: Place): readonly Action[] => [
  ...actions.filter(row => row.places.includes(place)),
  ...actions.filter(row => row.places.includes('everywhere')),
];
