import type {Table} from '../call.ts';

/** The commands for virtual machines. */
export const bhyveCommands: Table = {};
