import type {World} from '../world.ts';

/** What CBSD knows about its own node: the one row of the table `local`, empty text where nothing is set. */
export type NodeRow = {
  readonly nodename: string;
  readonly nodeip: string;
  readonly pool: string;
  readonly natip: string;
  readonly nat: string;
  readonly cpus: number;
  readonly memory: number;
  readonly freeMemory: number;
  readonly frequency: number;
  readonly repository: string;
};

export const nodeRow = (world: World): NodeRow => {
  const row = world.query('local', 'SELECT * FROM local')[0] ?? {};
  const text = (column: string): string => String(row[column] ?? '');
  return {
    nodename: text('nodename'),
    nodeip: text('nodeip'),
    pool: text('nodeippool'),
    natip: text('natip'),
    nat: text('nat_enable'),
    cpus: Number(row.ncpu ?? 0),
    memory: Number(row.physmem ?? 0),
    freeMemory: Number(row.freemem ?? 0),
    frequency: Number(row.cpufreq ?? 0),
    repository: text('repo') || 'https://bsdstore.ru',
  };
};
