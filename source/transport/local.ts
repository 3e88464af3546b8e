import type {Transport} from '../model/transport.ts';
import {execute} from './execute.ts';
import {follow} from './follow.ts';
import {interactive} from './interactive.ts';
import {type LocalOptions, launchOf, under} from './launch.ts';
import {limitsOf} from './limits.ts';
import {read} from './read.ts';
import {write} from './write.ts';

/** This machine, or the practice host that plays one in a folder of it. */
export function createLocalTransport(options: LocalOptions = {}): Transport {
  return {
    practice: options.practice ?? false,
    read: async command => read(launchOf(command, options), command, limitsOf(command, 'read')),
    execute: async (command, onChunk = () => {}) =>
      execute(launchOf(command, options), command, limitsOf(command, 'execute'), onChunk),
    follow: async (command, onChunk, signal) => follow(launchOf(command, options), command, onChunk, signal),
    interactive: async command => interactive(command, options),
    async write(path, content, mode) {
      if (!path.startsWith('/') || path.includes('\0')) throw new TypeError(`Not an absolute path: ${path}`);
      return write(under(options.root, path), content, mode);
    },
  };
}
