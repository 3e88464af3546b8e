import path from 'node:path';
import type {TestContext} from 'node:test';
import {practiceHost} from './practice-host.ts';
import {root} from './program.ts';
import {launch} from './screen.ts';
import {svgOf} from './svg.ts';

export const pictureFolder = path.join(root, 'test/fixtures/screens');

type Scene = {
  readonly name: string;
  readonly title: string;
  readonly keys: readonly string[];
  /** The last thing to appear. */
  readonly shows: RegExp;
};

/** One way through the program; a picture is taken at each stop. */
const scenes: readonly Scene[] = [
  {name: 'guests', title: 'The guests of a practice host', keys: ['down'], shows: /❯ db1/},
  {name: 'palette', title: 'Actions and guests found by name', keys: [':', 'st'], shows: /^: st$/m},
  {name: 'form', title: 'The form for a jail', keys: ['esc', 'c', 'enter', 'down', 'www1'], shows: /❯ Name +www1/},
  {name: 'plan', title: 'The plan, before anything runs', keys: ['ctrl-p'], shows: /Plan: Create jail www1/},
  {name: 'job', title: 'The job and what became true', keys: ['enter'], shows: /✓ www1 runs at/},
  {name: 'guest', title: 'One guest', keys: ['esc', 'esc', '/', 'web1', 'enter', 'enter'], shows: /Network cards/},
  {name: 'clone', title: 'A clone, and what in it is its own', keys: ['C', 'ctrl-a'], shows: /all \d+ fields/},
  {name: 'ports', title: 'The port map', keys: ['esc', 'P'], shows: /8080\/tcp/},
];

/** Pictures of the built program on a terminal, working on a fresh practice host. */
export async function takePictures(t: Pick<TestContext, 'after'>): Promise<ReadonlyMap<string, string>> {
  const host = practiceHost(t);
  const screen = await launch(t, host.words, {env: {HOME: host.state, COLORFGBG: '15;0'}});
  await screen.see('5 guests, 0 running', 60_000);
  const taken = new Map<string, string>();
  for (const {name, title, keys, shows} of scenes) {
    screen.press(...keys);
    await screen.see(shows, 60_000);
    await screen.still();
    taken.set(name, svgOf(screen.terminal, title));
  }
  return taken;
}

/** What differs from run to run, however true the picture is: seconds, the job's name, who ran it, the plan's own mark. */
export const steady = (picture: string): string =>
  picture
    .replace(/\b\d+(\.\d)? s\b/g, 'N s')
    .replace(/job [0-9a-z]{8,} by [\w-]+/g, 'job ID by USER')
    .replace(/\.[0-9a-f]{12}\.jconf/g, '.PLAN.jconf')
    .replace(/ (?:x|textLength)="[\d.]+"/g, '')
    .replace(/─+/g, '─');
