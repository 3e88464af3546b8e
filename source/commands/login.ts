import {enter} from '../actions/enter.ts';
import type {Session} from '../actions/session.ts';
import {type Entrance, isLogin} from '../model/login.ts';
import {away} from '../terminal/away.ts';
import {wayOut} from '../terminal/way-out.ts';
import type {Face} from './face.ts';
import {Failure, refused, wrongUse} from './failure.ts';

/** Hands this terminal to a guest. 0 when it was left in peace, else 1. */
export const login =
  (entrance: Entrance) =>
  async ([name, ...rest]: readonly string[], session: Session, face: Face): Promise<number> => {
    if (name === undefined || rest.length > 0)
      throw wrongUse(`${entrance} takes one name: construct-tui ${entrance} NAME`);
    const door = session.login(name, entrance);
    if (!isLogin(door)) throw refused([door]);
    if (process.stdin.isTTY !== true || process.stdout.isTTY !== true) {
      throw new Failure(2, 'no-terminal', `A ${entrance} needs a terminal; this is a pipe or a file`, {
        hint: `on a terminal: construct-tui ${entrance} ${name}`,
      });
    }
    const left = await away(() =>
      enter(door, session, wayOut(door.leave, process.env), text => void process.stderr.write(text)),
    );
    if (!left.isOk) face.note(left.sentence);
    return left.isOk ? 0 : 1;
  };
