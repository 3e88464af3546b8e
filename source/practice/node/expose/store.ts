import type {Call} from '../../call.ts';
import {paths} from '../../host.ts';

export type StoredDoor = {
  readonly hostPort: string;
  readonly guestPort: string;
  readonly proto: string;
  readonly hostAddress: string;
  readonly sources: string;
};

export const doorsFile = (guest: string): string => `${paths.system}/${guest}/expose.sqlite`;

/** The table has no unique key: the same door can be there twice, and is (cbsd-observed, trap 6). */
export const makeStore = ({world}: Call, guest: string): void => {
  if (world.exists(doorsFile(guest))) return;
  world.script(
    doorsFile(guest),
    `CREATE TABLE expose ( pin INTEGER, pout INTEGER, proto VARCHAR(5) DEFAULT 'tcp', inaddr VARCHAR(128) DEFAULT 'nodeip',
      outaddr VARCHAR(128) DEFAULT '', fromips VARCHAR(128) NOT NULL DEFAULT 'any' )`,
  );
};

export const storedDoors = ({world}: Call, guest: string): StoredDoor[] =>
  world.query(doorsFile(guest), 'SELECT pin,pout,proto,inaddr,fromips FROM expose').map(row => ({
    hostPort: String(row.pin),
    guestPort: String(row.pout),
    proto: String(row.proto),
    hostAddress: String(row.inaddr),
    sources: String(row.fromips),
  }));

export const storeDoor = ({world}: Call, guest: string, door: StoredDoor, guestAddress: string): void => {
  const values = [
    Number(door.hostPort),
    Number(door.guestPort),
    door.proto,
    door.hostAddress,
    guestAddress,
    door.sources,
  ];
  const sql = 'INSERT INTO expose ( pin, pout, proto, inaddr, outaddr, fromips ) VALUES ( ?, ?, ?, ?, ?, ? )';
  world.change(doorsFile(guest), sql, ...values);
};

/** Every equal row goes. `addresses`: the spellings of the host's address that count as equal. */
export const dropDoors = (
  {world}: Call,
  guest: string,
  door: StoredDoor,
  guestAddress: string,
  addresses: readonly [string, string],
): void => {
  const values = [Number(door.hostPort), Number(door.guestPort), door.proto, ...addresses, guestAddress, door.sources];
  const sql = 'DELETE FROM expose WHERE pin=? AND pout=? AND proto=? AND inaddr IN (?, ?) AND outaddr=? AND fromips=?';
  world.change(doorsFile(guest), sql, ...values);
};
