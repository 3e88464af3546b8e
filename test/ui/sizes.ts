import {usual} from '../../source/settings/preferences.ts';
import {until} from '../helpers/until.ts';
import {fakeSession} from './fake-session.ts';
import {type Mounted, mountApp} from './mount-app.ts';

export const sizes = [
  [60, 20],
  [80, 24],
  [132, 43],
  [200, 60],
] as const;

const esc = '\u001b';

type Fake = ReturnType<typeof fakeSession>;

/** Every place of the screen: the keys that lead there from the list of guests, and words that have to be readable in it. */
export const places: readonly {
  readonly name: string;
  readonly keys: string;
  readonly words: readonly string[];
  readonly before?: (fake: Fake, mounted: Mounted) => Promise<void>;
}[] = [
  {name: 'guests', keys: '', words: ['Guests', '5 guests, 2 running', 'STATE', 'broken', 'web1']},
  {name: 'filter', keys: '/vm', words: ['/vm', 'vm1', 'vm2']},
  {name: 'marks', keys: '  ', words: ['2 marked']},
  {name: 'guest', keys: 'G\r', words: ['web1', 'State', 'running', 'Exposed ports', '192.0.2.10:8080/tcp']},
  {name: 'create menu', keys: 'c', words: ['Create', 'Jail', 'Virtual machine']},
  {name: 'form', keys: 'c\r', words: ['Create a jail', 'Name', 'www1', 'Address', 'Show the plan']},
  {name: 'all fields', keys: 'c\r\u0001', words: ['all 9 fields', 'Host name']},
  {name: 'wrong value', keys: 'c\rweb1', words: ['web1']},
  {name: 'picker', keys: 'cj\r\r ', words: ['Profile', 'Filter']},
  {name: 'several', keys: 'c\r\u0006pkglist\r\u000f ', words: ['Packages', '1 marked', 'nginx']},
  {name: 'plan', keys: 'c\r\u0010', words: ['Plan: Create jail www1', 'jcreate']},
  {name: 'search', keys: 'c\r\u0010/start', words: ['/start']},
  {name: 'removal', keys: 'jjjd\r', words: ['This cannot be taken back']},
  {
    name: 'job',
    keys: 'c\r\u0010\r',
    words: ['Create jail www1', 'Start it', 'one line'],
    async before(fake, mounted) {
      await until('its job runs', () => mounted.app.snapshot().world.runs.size > 0);
      fake.change('job00001', {}, [{step: 1, stream: 'stdout', text: `one line ${'that is long '.repeat(30)}`}]);
      await until('its line is heard', () => mounted.app.snapshot().world.runs.get('job00001')?.lines.length === 1);
    },
  },
  {name: 'jobs', keys: 'J', words: ['Jobs', 'No job has run']},
  {name: 'ports', keys: 'P', words: ['Ports', '8080/tcp', 'web1', '10.0.0.11:80']},
  {name: 'media', keys: 'B', words: ['Bases and media', '1 of 3 ready', 'FreeBSD 14.1', 'absent']},
  {name: 'help', keys: '?', words: ['Keys in the list of guests', 'Create a jail or a VM']},
  {name: 'doctor', keys: 'D', words: ['Doctor', '3 missing', 'Kernel module vmm', 'Why', 'Load vmm']},
  {name: 'palette', keys: ':', words: ['Commands', 'Enter']},
  {name: 'palette, a guest', keys: ':vm1', words: ['vm1']},
  {name: 'expose', keys: 'Gx', words: ['web1']},
  {name: 'clone', keys: 'GC', words: ['Clone', 'Show the plan']},
  {name: 'hosts', keys: 'H', words: ['Hosts', 'node1']},
  {name: 'all hosts', keys: 'W', words: ['All hosts']},
  {name: 'settings', keys: ',', words: ['Settings']},
];

/** Goes to every place on a terminal of this size; resolves what is wrong with any of them, each a sentence. */
export async function lookAround(
  columns: number,
  rows: number,
  {ascii = false, theme = 'dark'} = {},
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const {name, keys, words, before} of places) {
    const fake = fakeSession();
    const mounted = mountApp(fake.session, {
      columns,
      rows,
      ascii,
      preferences: {...usual, theme},
    });
    mounted.app.begin();
    mounted.type(keys);
    await before?.(fake, mounted);
    await mounted.settle();
    const say = (text: string): void => void wrong.push(`${name} at ${columns}x${rows}: ${text}\n${mounted.screen()}`);
    const lines = mounted.lines();
    const missing = words.filter(word => !lines.some(text => text.includes(word)));
    if (missing.length > 0) say(`cannot be read: ${missing.join(', ')}`);
    if (!lines[0]?.includes('node1')) say('the host is not named');
    if (lines.at(-1) !== '') say('the last row is not free');
    if (lines.at(-2)?.trim() === '') say('no key is shown');
    if (lines.some(text => text.length > columns)) say('a row is wider than the terminal');
    if (ascii && lines.some(text => /[^ -~]/.test(text))) say('a sign is not ASCII');
    if (mounted.written.some(text => text.includes(`${esc}[3J`))) say('the history of the terminal was wiped');
    mounted.unmount();
  }
  return wrong;
}
