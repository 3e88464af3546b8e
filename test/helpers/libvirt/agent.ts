import {createInterface} from 'node:readline';
import {here} from '../here.ts';

/** A line of words in, a line of what came of them out: the program within this process, which the test has put on its host. */
for await (const line of createInterface({input: process.stdin}))
  process.stdout.write(`${JSON.stringify(await here(JSON.parse(line)))}\n`);
