import {bhyveCommands} from './bhyve/commands.ts';
import type {Row, Table} from './call.ts';
import {coreCommands} from './core/commands.ts';
import {otherNames} from './core/others.ts';
import {jailCommands} from './jail/commands.ts';
import {nodeCommands} from './node/commands.ts';
import {systemTools} from './system/tools.ts';

const tables: readonly Table[] = [coreCommands, jailCommands, bhyveCommands, nodeCommands];

export const commandRow = (name: string): Row | null => {
  for (const table of tables) {
    if (Object.hasOwn(table, name)) return table[name] ?? null;
  }
  return otherNames.has(name) ? notSimulated : null;
};

/** A real command of CBSD's that the practice host does not play. */
const notSimulated: Row = {
  run: call => {
    call.err(`practice: not simulated: cbsd ${call.name}\n`);
    return 127;
  },
};

export const toolRow = (name: string): Row | null =>
  Object.hasOwn(systemTools, name) ? (systemTools[name] ?? null) : null;

/** Every name that gets a program in the world's bin folder. */
export const toolNames = (): string[] => ['cbsd', ...Object.keys(systemTools)];

export const commandNames = (): string[] => tables.flatMap(table => Object.keys(table)).sort();
