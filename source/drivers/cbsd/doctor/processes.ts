/** What `ps -axww -o command=` told, a line each. */
export type Commands = readonly string[];

/**
 * Commands of CBSD that work now: its own shell, or sh with one of its scripts. The daemon is none of them, nor are texts
 * that only mention it, as ours do: they stand behind `sh -c`.
 */
const worker = /^(\S*\/)?(cbsd\b|(\/bin\/)?sh \S*\/cbsd\/)/;
const daemon = /\bcbsdd\b/;

/** A VM's process calls itself `bhyve: NAME (bhyve)`; where it cannot, its name is its last word. */
const machineOf = (command: string): string | null =>
  /^bhyve: (\S+)/.exec(command)?.[1] ?? /^\S*bhyve\s.*\s(\S+)$/.exec(command)?.[1] ?? null;

/** Those that work for a guest; with an empty name all of CBSD's commands. */
export const workersFor = (guest: string, commands: Commands): readonly string[] =>
  commands.filter(command => {
    if (guest !== '' && machineOf(command) === guest) return true;
    if (!worker.test(command) || daemon.test(command)) return false;
    return guest === '' || command.split(/[\s="']+/).includes(guest);
  });
