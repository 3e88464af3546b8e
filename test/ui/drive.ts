import {type Fleet, noFleet} from '../../source/actions/fleet/fleet.ts';
import type {Session} from '../../source/actions/session.ts';
import {createDecoder} from '../../source/terminal/decode.ts';
import {createApp} from '../../source/ui/app.ts';
import type {Screen} from '../../source/ui/screen.ts';
import {front} from '../../source/ui/stack.ts';

/** The screen without a terminal: keys in, screens and what was asked of the outside out. */
export function drive(session: Session, size = {columns: 80, rows: 24}, fleet: Fleet = noFleet) {
  const asked: string[] = [];
  const app = createApp(
    session,
    {
      now: () => 5000,
      send: text => void asked.push(`send ${text}`),
      redraw: () => void asked.push('redraw'),
      suspend: () => void asked.push('suspend'),
      away() {
        asked.push('away');
        return new Promise(() => {});
      },
      async save(plan) {
        asked.push(`save ${plan.title}`);
        return '/home/op/plan.sh';
      },
      async saveJobs(_audit, jobs) {
        asked.push(`save ${jobs.join(' ')}`);
        return '/home/op/jobs.jsonl';
      },
      leave: code => void asked.push(`leave ${code}`),
      keep: text => void asked.push(`keep ${text}`),
      goTo: async (host, open) => void asked.push(`go to ${host}${open ? ` ${open.place}` : ''}`),
      prefer: async (name, value) => void asked.push(`prefer ${name} ${value}`),
    },
    {size, fleet},
  );
  const decoder = createDecoder(app.input);
  return {
    app,
    asked,
    /** As the terminal sends it; a lone ESC at the end is pressed as a key, without its wait. */
    type(keys: string): void {
      decoder.push(keys.replace(/\u001b$/, ''));
      if (keys.endsWith('\u001b')) app.input({kind: 'key', name: 'esc'});
    },
    front: (): Screen => front(app.snapshot().stack),
    depth: (): number => app.snapshot().stack.length,
    flash: (): string => app.snapshot().flash?.text ?? '',
    close(): void {
      decoder.close();
      app.close();
    },
  };
}

export type Driven = ReturnType<typeof drive>;

/** The screen in front, known to be of this place. */
export function at<Place extends Screen['place']>(driven: Driven, place: Place): Extract<Screen, {place: Place}> {
  const screen = driven.front();
  const isHere = (found: Screen): found is Extract<Screen, {place: Place}> => found.place === place;
  if (!isHere(screen)) throw new Error(`in front is ${screen.place}, not ${place}`);
  return screen;
}
