import type {Table} from '../call.ts';

/** The node's commands: forwards, NAT, names and addresses, bases, media, tasks, profiles. */
export const nodeCommands: Table = {};
