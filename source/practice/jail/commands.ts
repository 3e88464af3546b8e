import type {Table} from '../call.ts';

export const jailCommands: Table = {};
