import process from 'node:process';
import {usual} from '../../source/settings/preferences.ts';
import {runScreen} from '../../source/ui/run.tsx';
import {fakeSession} from './fake-session.ts';

/** The screen as a program of its own, for a real terminal: its host is the fake one. */
void runScreen(fakeSession().session, {
  preferences: usual,
  noColor: false,
  fellBack: false,
  isTour: false,
  prefer: async () => {},
}).then(code => process.exit(code));
