import {copyFileSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Placeholder} from '../databases.ts';
import {host, paths} from '../host.ts';
import {exposeSchema} from '../schema/small.ts';
import type {World} from '../world.ts';
import {typed} from './typed.ts';

type Guest = {readonly name: string; readonly address: string; readonly machine: boolean; readonly door: number | null};

/** Nine jails to one virtual machine; one guest in ten has a forward. */
const guestAt = (index: number): Guest => {
  const machine = index % 10 === 9;
  return {
    name: `${machine ? 'vm' : 'jail'}${String(index + 1).padStart(5, '0')}`,
    address: `10.0.${Math.floor(index / 250)}.${(index % 250) + 2}`,
    machine,
    door: index % 10 === 4 ? 20_000 + index : null,
  };
};

const models = {jail: 'modeljail', machine: 'modelvm'};

/** One guest of each kind is made by its command; the others are its copies under their own names. */
const makeModels = (world: World): void => {
  typed(world, `jcreate jname=${models.jail} ver=empty baserw=1 astart=0 ip4_addr=10.0.0.1`);
  typed(
    world,
    `bcreate jname=${models.machine} vm_os_type=linux vm_os_profile=cloud-Debian-x86-12 vm_ram=1g vm_cpus=1 imgsize=10g astart=0 ci_ip4_addr=10.0.0.1 ci_gw4=10.0.0.254`,
  );
  const templates = join(world.folder, 'templates');
  mkdirSync(templates);
  world.script('/tmp/expose.sqlite', exposeSchema);
  world.flush();
  copyFileSync(world.path('/tmp/expose.sqlite'), join(templates, 'expose.sqlite'));
  for (const [kind, name] of Object.entries(models))
    copyFileSync(world.path(`${paths.system}/${name}/local.sqlite`), join(templates, `${kind}.sqlite`));
  world.remove('/tmp/expose.sqlite');
};

const removeModels = (world: World): void => {
  typed(world, `jremove jname=${models.jail}`);
  typed(world, `bremove jname=${models.machine}`);
};

const placeholders = ({name, address, machine, door}: Guest): Readonly<Record<string, Placeholder>> => {
  const tables = ['bhyvedsk', 'bhyvenic'].map(table => `UPDATE ${table} SET jname='${name}'`).join(';');
  const local = machine
    ? {template: 'machine', sql: `UPDATE settings SET ip4_addr='${address}';${tables}`}
    : {template: 'jail', sql: ''};
  if (door === null) return {'local.sqlite': local};
  const sql = `INSERT INTO expose (pin,pout,proto,inaddr,fromips) VALUES (${door},80,'tcp','0','any')`;
  return {'local.sqlite': local, 'expose.sqlite': {template: 'expose', sql}};
};

const literal = (value: unknown): string =>
  typeof value === 'number' || value === null ? String(value) : `'${String(value).replaceAll("'", "''")}'`;

const copies = (world: World, table: string, model: string, guests: readonly Guest[]): string[] => {
  const row = world.query('local', `SELECT * FROM ${table} WHERE jname = ?`, model)[0] ?? {};
  const columns = Object.keys(row);
  return guests.map(({name, address}) => {
    const values = Object.entries(row).map(([column, value]) =>
      column === 'ip4_addr' ? address : typeof value === 'string' ? value.replaceAll(model, name) : value,
    );
    return `INSERT INTO ${table} (${columns.join(',')}) VALUES (${values.map(literal).join(',')});`;
  });
};

const insertGuests = (world: World, guests: readonly Guest[]): void => {
  const jails = guests.filter(({machine}) => !machine);
  const machines = guests.filter(({machine}) => machine);
  const statements = [
    ...copies(world, 'jails', models.jail, jails),
    ...copies(world, 'jails', models.machine, machines),
    ...copies(world, 'bhyve', models.machine, machines),
    "UPDATE local SET nodeippool = '10.0.0.0/16';",
  ];
  world.script('local', statements.join('\n'));
};

/** Up to 1,000 guests have real databases at once, more get theirs when somebody opens them. */
const lazyAbove = 1000;

export const seedGuests = (world: World, count: number): void => {
  makeModels(world);
  const guests = Array.from({length: count}, (_, index) => guestAt(index));
  insertGuests(world, guests);
  for (const guest of guests) {
    const folder = `${paths.system}/${guest.name}`;
    mkdirSync(world.path(folder));
    mkdirSync(world.path(`${paths.data}/${guest.name}-data`));
    for (const [file, placeholder] of Object.entries(placeholders(guest))) {
      writeFileSync(world.path(`${folder}/${file}`), JSON.stringify(placeholder));
      if (count <= lazyAbove) world.open(world.path(`${folder}/${file}`), true).close();
    }
  }
  removeModels(world);
  const inventory = `${host.workdir}/nc.inventory`;
  world.write(inventory, (world.read(inventory) ?? '').replace(/^nodeippool=.*$/m, 'nodeippool="10.0.0.0/16"'));
};
