import {parentPort} from 'node:worker_threads';
import {serve} from './serve.ts';

/** The program of the thread, `dist/ssh-thread.js`: what it is asked and answers is in `messages.ts`. */
if (!parentPort) throw new Error('This is a thread of construct-tui, no program of its own');
serve(parentPort);
