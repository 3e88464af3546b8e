import type {Command} from '../../../model/command.ts';
import type {Refusal, Step} from '../../../model/plan.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';
import {shell} from '../paths.ts';
import {patience, run} from '../plans/command.ts';
import {refuse} from '../plans/finish.ts';

type Get = (id: string) => string;

/** `bhyve-nic` is a stale copy of the disks' script (cbsd-ops 5.8): a VM's cards are changed in its own table. Values are plain words. */
const statement = (sql: string, values: string): string =>
  [
    'cd "$1" || exit 3',
    `printf ".timeout 25000\\n.bail on\\n.open jails-system/%s/local.sqlite\\n${sql}\\n" "$2" ${values} | sqlite3`,
  ].join('\n');

/** $1: workdir, $2: a VM, $3: parent, $4: MAC address, $5: the card's number. */
const setScript = statement(
  "UPDATE bhyvenic SET nic_parent = '%s', nic_hwaddr = '%s' WHERE id = '%s';",
  '"$3" "$4" "$5"',
);

/** $1: workdir, $2: a VM, $3: the card's number, $4: driver, $5: parent, $6: MAC address. */
const addScript = statement(
  "INSERT INTO bhyvenic (jname, id, nic_driver, nic_parent, nic_hwaddr) VALUES ('%s', '%s', '%s', '%s', '%s');",
  '"$2" "$3" "$4" "$5" "$6"',
);

/** $1: workdir, $2: a VM, $3: the card's number. */
const dropScript = statement("DELETE FROM bhyvenic WHERE id = '%s';", '"$3"');

const sql = (script: string, ...values: readonly string[]): Command => {
  for (const value of values)
    if (!/^[A-Za-z0-9_./:@%-]+$/.test(value)) throw new Error(`not a plain word for sqlite3: ${value}`);
  return {argv: shell(script, ...values), timeoutMs: patience.quick};
};

export function setNicStep({name, nics = []}: CbsdGuest, get: Get, {node: {workdir}}: CbsdContext): Step {
  const id = get('nic');
  const was = nics.find(each => each.id === id);
  const [parent, hwaddr] = [get('nic_parent'), get('nic_hwaddr')];
  const [oldParent, oldAddress] = [was?.parent ?? 'auto', was?.hwaddr ?? '0'];
  return run(
    `Set network card ${id} of ${name}: ${parent}, ${hwaddr}`,
    sql(setScript, workdir, name, parent, hwaddr, id),
    {
      check: {
        id: 'nic-set',
        target: name,
        expect: {
          nic: id,
          nic_parent: parent,
          nic_hwaddr: hwaddr,
          'was:nic_parent': oldParent,
          'was:nic_hwaddr': oldAddress,
        },
        says: `card ${id} of ${name} is on ${parent} with ${hwaddr}`,
      },
      undo: [sql(setScript, workdir, name, oldParent, oldAddress, id)],
      seconds: 1,
    },
  );
}

export function addNicStep({name, nics = []}: CbsdGuest, get: Get, {node: {workdir}}: CbsdContext): Step {
  const id = String(1 + Math.max(0, ...nics.map(each => Number(each.id))));
  const [driver, parent, hwaddr] = [get('nic_driver'), get('nic_parent'), get('nic_hwaddr')];
  return run(
    `Add network card ${id} to ${name}: ${parent}, ${hwaddr}`,
    sql(addScript, workdir, name, id, driver, parent, hwaddr),
    {
      check: {
        id: 'nic-there',
        target: name,
        expect: {nic: id, nic_driver: driver, nic_parent: parent, nic_hwaddr: hwaddr},
        says: `${name} has card ${id} on ${parent}`,
      },
      undo: [sql(dropScript, workdir, name, id)],
      residue: [`network card ${id} of ${name}: its row in jails-system/${name}/local.sqlite`],
      seconds: 1,
    },
  );
}

/** Two cards of one address on one bridge take each other's packets; CBSD looks at neither. */
export function macRefusals(guest: CbsdGuest, hwaddr: string, {guests}: CbsdContext): readonly Refusal[] {
  if (hwaddr === '0') return [];
  const same = hwaddr.toLowerCase();
  const owner = guests.find(each => each !== guest && (each.nics ?? []).some(nic => nic.hwaddr.toLowerCase() === same));
  return owner
    ? [refuse('address-in-use', 'nic_hwaddr', `${hwaddr} is the MAC address of ${owner.name}.`, owner.name)]
    : [];
}
