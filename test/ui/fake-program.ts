import process from 'node:process';
import {runScreen} from '../../source/ui/run.tsx';
import {fakeSession} from './fake-session.ts';

/** The screen as a program of its own, for a real terminal: its host is the fake one. */
void runScreen(fakeSession().session, {theme: 'dark', ascii: false}).then(code => process.exit(code));
