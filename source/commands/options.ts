import {type ParseArgsConfig, parseArgs} from 'node:util';
import {wrongUse} from './failure.ts';

/** Options that every command takes, anywhere after the program's name. `value` names the argument in the help. */
export const optionRows = [
  {name: 'host', value: 'NAME', help: 'the host to work on (this machine unless told otherwise)'},
  {name: 'hosts', value: 'NAME,…', help: 'several hosts at once: names, group:NAME, tag:NAME'},
  {name: 'all-hosts', help: 'every host: list, ports, jobs, doctor, start, stop and setup, in one table'},
  {name: 'at-once', value: 'N', help: 'on many hosts: change N of them at once (4)'},
  {name: 'practice', help: 'use the practice host: everything on it is simulated'},
  {name: 'json', help: 'one JSON document on stdout, notes on stderr'},
  {name: 'dry-run', help: 'print the plan and change nothing'},
  {name: 'yes', short: 'y', help: 'run without asking'},
  {name: 'wait', help: 'wait for the job (the default)'},
  {name: 'no-wait', help: 'print the job and return'},
  {
    name: 'export',
    value: 'FORM',
    values: ['sh', 'ansible', 'cbsdfile'],
    help: 'print the plan in another form: sh, ansible or cbsdfile',
  },
  {name: 'state', value: 'DIR', help: 'keep all state below DIR'},
  {name: 'theme', value: 'NAME', help: 'colours of the screen'},
  {name: 'ascii', help: 'no line drawing, no glyph beyond ASCII'},
  {name: 'no-color', help: 'no colour (NO_COLOR does the same)'},
  {name: 'linear', help: 'numbered questions instead of a screen'},
  {name: 'in-quiet-hours', help: 'change the host even in its quiet hours'},
  {name: 'read-only', help: 'look, change nothing'},
  {name: 'tour', help: 'a guided tour of two minutes, on a practice host of its own'},
  {name: 'man', help: 'print the manual page'},
  {name: 'version', help: 'print the version'},
  {name: 'help', short: 'h', help: 'print help'},
  {name: 'set', value: 'FIELD=VALUE', multiple: true, help: 'answer a field of the form'},
  {
    name: 'set-file',
    value: 'FIELD=PATH',
    multiple: true,
    help: "answer a field with a file's content (-: stdin); the only way for a secret",
  },
  {name: 'answers', value: 'FILE', help: 'take answers from a file that --save wrote'},
  {name: 'save', value: 'FILE', help: 'write the answers (never a secret) to a file'},
  {name: 'like', value: 'GUEST', help: "take another guest's settings as answers"},
  {name: 'from', value: 'CIDR,…', multiple: true, help: 'expose: who may come in (everybody unless told otherwise)'},
  {name: 'address', value: 'HOST_IP', help: 'expose: the address of the host at which the ports are'},
  {
    name: 'confirm',
    value: 'NAME,…',
    help: 'destroy, rollback and removal of snapshots: the same names once more; --yes is not enough',
  },
  {name: 'try', help: 'ports: try the guests’ own TCP ports from the host (ANSWERS); a door is tried from elsewhere'},
  {name: 'fingerprint', value: 'SHA256:…', help: 'hosts add: the key that the host has to show'},
  {name: 'mend', value: 'CHECK,…', multiple: true, help: 'doctor: mend these; all: every one that is harmless'},
  {name: 'strict', help: 'doctor: end with 1 when something is missing'},
  {
    name: 'confirm-network',
    value: 'ask|none',
    values: ['ask', 'none'],
    help: 'setup and keep rules: ask waits for a new login to confirm the firewall, none is for where nobody can be cut off',
  },
  {name: 'to-host', value: 'NAME', help: 'move and copy: the host that the guest goes to'},
  {name: 'guest', value: 'NAME', help: 'jobs: those of one guest'},
  {name: 'by-user', value: 'NAME', help: 'jobs: those of one person'},
  {name: 'since', value: 'TIME', help: 'jobs: since a date, or for the last 90m, 2h, 3d or 1w'},
  {
    name: 'result',
    value: 'STATE,…',
    help: 'jobs: those that are done, failed, unknown, cancelled, undone, running, waiting',
  },
  {
    name: 'world',
    value: 'WORLD',
    values: ['blank', 'fresh', 'demo'],
    help: 'practice reset: blank, fresh, demo or a number of guests',
  },
  {name: 'zfs', help: 'practice reset: a node on ZFS'},
  {name: 'at', value: 'N', help: 'practice fault: the N-th matching call only'},
  {name: 'on', value: 'COMMAND', help: 'practice fault: calls of COMMAND only'},
  {name: 'by', value: 'SECONDS', help: 'practice fault slow: by how much'},
] as const satisfies readonly OptionRow[];

export type OptionRow = {
  readonly name: string;
  readonly value?: string;
  /** What it can be, where that is a list. */
  readonly values?: readonly string[];
  readonly short?: string;
  readonly multiple?: true;
  readonly help: string;
};

export type Options = {
  readonly words: readonly string[];
  flag(name: OptionName): boolean;
  text(name: OptionName): string | null;
  list(name: OptionName): readonly string[];
};

type OptionName = (typeof optionRows)[number]['name'];

/** Throws a `Failure` (2) for an option that does not exist or lacks its value. */
export function parseOptions(args: readonly string[]): Options {
  try {
    const {values, positionals} = parseArgs({args: [...args], options: config, allowPositionals: true, strict: true});
    return {
      words: positionals,
      flag: name => values[name] === true,
      text(name) {
        const value = values[name];
        return typeof value === 'string' ? value : null;
      },
      list(name) {
        const value = values[name];
        return Array.isArray(value) ? value.map(String) : [];
      },
    };
  } catch (error) {
    throw wrongUse(error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error));
  }
}

const config: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
  optionRows.map((row: OptionRow) => [
    row.name,
    {
      type: row.value ? 'string' : 'boolean',
      ...(row.short && {short: row.short}),
      ...(row.multiple && {multiple: true}),
    } as const,
  ]),
);
