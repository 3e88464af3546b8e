import assert from 'node:assert/strict';
import {test} from 'node:test';
import {places} from '../../source/actions/places.ts';
import {defaultSettings} from '../../source/settings/hosts.ts';
import {usual} from '../../source/settings/preferences.ts';
import {titleLine} from '../../source/ui/frame.tsx';
import {createPaints} from '../../source/ui/paints.ts';
import {placeOf} from '../../source/ui/places.ts';
import type {Screen} from '../../source/ui/screen.ts';
import {front} from '../../source/ui/stack.ts';
import {fakeFleet, fleetHost} from './fake-fleet.ts';
import {fakeSession} from './fake-session.ts';
import {mountApp} from './mount-app.ts';

/** How each place, and each question before a change, is come to from the list of guests; several bursts where one has to be answered first. */
const ways: readonly (readonly [place: Screen['place'], ...bursts: string[]])[] = [
  ['guests', ''],
  ['guests', '/web'],
  ['guest', '\r'],
  ['form', 'c\r'],
  ['form', 'C'],
  ['picker', 'c'],
  ['plan', 'js'],
  ['plan', 'd'],
  ['form', 'X'],
  ['job', 'js', '\r'],
  ['jobs', 'J'],
  ['ports', 'P'],
  ['doctor', 'D'],
  ['media', 'B'],
  ['hosts', 'H'],
  ['fleet', 'W'],
  ['tasks', 'H x', 'j\r'],
  ['help', '?'],
  ['palette', ':'],
  ['palette', ':start web'],
  ['settings', ','],
];

test('the name of the host stands in its colour on every screen and on every question before a change', async t => {
  const {session} = fakeSession();
  const magenta = {...defaultSettings, colour: 'magenta'};
  const paint = createPaints(false)({...usual, theme: 'dark'}, 'dark');
  for (const [place, ...bursts] of ways) {
    const {fleet} = fakeFleet([fleetHost('node1', {isHere: true, settings: magenta})], session);
    const mounted = mountApp(session, {fleet});
    t.after(mounted.unmount);
    for (const keys of bursts) {
      mounted.type(keys);
      await mounted.settle();
    }
    const {stack, world} = mounted.app.snapshot();
    const screen = front(stack);
    const way = `${place} by ${JSON.stringify(bursts)}`;
    assert.equal(screen.place, place, way);
    assert.match(mounted.lines()[0] ?? '', /\bnode1\b/, way);
    const {spans} = titleLine(world, paint, placeOf(screen).draw(screen, world, paint).hosts);
    assert.deepEqual(spans.find(({text}) => text === 'node1')?.style, {color: 'magenta', bold: true}, way);
  }
});

test('no place of the screen is left out of that', () => {
  const walked = new Set<string>(ways.map(([place]) => place));
  assert.deepEqual(
    Object.keys(places).filter(place => !walked.has(place)),
    ['everywhere'],
  );
});
