import process from 'node:process';
import {noFleet} from '../../source/actions/fleet/fleet.ts';
import type {Session} from '../../source/actions/session.ts';
import {usual} from '../../source/settings/preferences.ts';
import {runScreen} from '../../source/ui/run.tsx';
import {fakeSession} from './fake-session.ts';

const {session} = fakeSession();

/** A bug far from any key: nobody waits for what throws here. */
const describe: Session['describe'] = guest => {
  if (process.env.WITH_A_BUG)
    setImmediate(() => {
      throw new Error('a bug of the test');
    });
  return session.describe(guest);
};

/** The screen as a program of its own, for a real terminal: its host is the fake one. */
void runScreen({...session, describe}, noFleet, {
  preferences: usual,
  noColor: false,
  fellBack: false,
  isTour: false,
  prefer: async () => {},
}).then(code => process.exit(code));
