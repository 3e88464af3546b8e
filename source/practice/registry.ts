import {bhyveCommands} from './bhyve/commands.ts';
import type {Row, Table} from './call.ts';
import {jailCommands} from './jail/commands.ts';
import {nodeCommands} from './node/commands.ts';
import {systemTools} from './system/tools.ts';

const tables: readonly Table[] = [jailCommands, bhyveCommands, nodeCommands];

export const commandRow = (name: string): Row | null => {
  for (const table of tables) {
    if (Object.hasOwn(table, name)) return table[name] ?? null;
  }
  return null;
};

export const toolRow = (name: string): Row | null =>
  Object.hasOwn(systemTools, name) ? (systemTools[name] ?? null) : null;

/** Every name that gets a program in the world's bin folder. */
export const toolNames = (): string[] => ['cbsd', ...Object.keys(systemTools)];

export const commandNames = (): string[] => tables.flatMap(table => Object.keys(table)).sort();
