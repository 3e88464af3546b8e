import type {Session} from '../actions/session.ts';
import type {Face} from './face.ts';
import {refused, wrongUse} from './failure.ts';

/** Says where a viewer finds the screen of a VM; a tunnel to it stays until Enter, or a signal where nobody can press it. */
export async function vnc([name, ...rest]: readonly string[], session: Session, face: Face): Promise<number> {
  if (name === undefined || rest.length > 0) throw wrongUse('vnc takes one name: construct-tui vnc NAME');
  const screen = await session.openScreen(name);
  if ('reason' in screen) throw refused([screen]);
  const {address, port} = screen;
  if (face.json) face.document({screen: {guest: name, address, port}});
  else face.print(`vncviewer ${address}:${port}`);
  if (session.host.isFar) {
    face.note(`A tunnel to the screen of ${name} on ${session.host.name}, for as long as this command lives`);
    await (face.confirm ? face.confirm('Enter closes it. ') : ended());
  }
  screen.close();
  return 0;
}

const ended = (): Promise<void> =>
  new Promise(resolve => {
    const timer = setInterval(() => {}, 1 << 30);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        clearInterval(timer);
        resolve();
      });
  });
