import type {Transport} from '../model/transport.ts';
import {execute} from './execute.ts';
import {follow} from './follow.ts';
import {interactive} from './interactive.ts';
import {prepareKeepers} from './keepers.ts';
import {type LocalOptions, launchOf, under} from './launch.ts';
import {limitsOf} from './limits.ts';
import {present} from './present.ts';
import {read} from './read.ts';
import {write} from './write.ts';

/** What became root ends itself so much after our own limit, for that one says why it ended. */
const ownSideMs = 1000;

/** This machine, or the practice host that plays one in a folder of it. */
export function createLocalTransport(options: LocalOptions = {}): Transport {
  return {
    practice: options.practice ?? false,
    async read(command) {
      const limits = limitsOf(command, 'read');
      if (command.paths && !options.elevate?.length)
        return present(command, command.paths, limits.timeoutMs, path => under(options.root, path));
      return read(launchOf(command, options, limits.timeoutMs + ownSideMs), command, limits);
    },
    prepare: prepareKeepers,
    execute: async (command, onChunk = () => {}, onStart) =>
      execute(launchOf(command, options), command, limitsOf(command, 'execute'), onChunk, onStart),
    follow: async (command, onChunk, signal, onStart) =>
      follow(launchOf(command, options), command, onChunk, signal, onStart),
    interactive: async command => interactive(command, options),
    async write(path, content, mode) {
      if (!path.startsWith('/') || path.includes('\0')) throw new TypeError(`Not an absolute path: ${path}`);
      return write(under(options.root, path), content, mode);
    },
  };
}
