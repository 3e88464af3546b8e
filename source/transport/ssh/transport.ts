import type {Command} from '../../model/command.ts';
import type {Transport} from '../../model/transport.ts';
import {under} from '../launch.ts';
import {limitsOf} from '../limits.ts';
import {interactiveFar} from './interactive-far.ts';
import {type FarOptions, scriptOf} from './script.ts';
import type {Destination} from './settings.ts';
import type {Way} from './way.ts';
import {writeFar} from './write-far.ts';

/**
 * A host over SSH. What it runs ends with the connection: a step that must not goes through `durable.ts`. `execute` never
 * ends what it started, but a cut connection closes its output.
 */
export function createSshTransport(way: Way, destination: Destination, options: FarOptions = {}): Transport {
  const look = (command: Command, its: FarOptions) => {
    const limits = limitsOf(command, 'read');
    return way.run(scriptOf(command, its, {limitMs: limits.timeoutMs}), command, {...limits, mayEnd: true});
  };
  return {
    practice: options.practice ?? false,
    read: async command => look(command, options),
    execute: async (command, onChunk = () => {}) =>
      way.run(scriptOf(command, options), command, {...limitsOf(command, 'execute'), mayEnd: false, onChunk}),
    follow: async (command, onChunk, signal) =>
      way.run(scriptOf(command, options), command, {...endless(command), mayEnd: true, onChunk, signal}),
    interactive: async command => interactiveFar(command, destination, options),
    async write(path, content, mode) {
      if (!path.startsWith('/') || path.includes('\0')) throw new TypeError(`Not an absolute path: ${path}`);
      // the machine's own sh: the practice host's knows nothing of files beside its world
      const ask = (command: Command) => look(command, {elevate: options.elevate ?? []});
      return writeFar(ask, under(options.root, path), content, mode);
    },
  };
}

const longest = 2 ** 31 - 1;

const endless = ({outputLimit}: Command) => ({
  timeoutMs: longest,
  outputLimit: outputLimit ?? Number.MAX_SAFE_INTEGER,
});
