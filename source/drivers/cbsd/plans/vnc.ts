import type {Get} from '../../../model/form.ts';
import type {Guest} from '../../../model/guest.ts';
import {parseAddress} from '../../../text/address.ts';
import type {CbsdContext, CbsdGuest} from '../context.ts';
import {hasScreen} from '../forms/vm/screen.ts';

type Way = {readonly title: string; readonly text: string};

/** `ssh -L` to where bhyve's VNC listens (cbsd-ops 5.9), by the address at which the operator came in where that is known. */
export function screenWays(name: string, bind: string, port: number, {node, operator}: CbsdContext): readonly Way[] {
  const far = /^(0\.0\.0\.0|\[?::\]?)$/.test(bind) ? '127.0.0.1' : inBrackets(bind);
  const host = operator.reachedBy?.server ?? (node.address || node.name);
  return [
    {title: 'A tunnel to its screen', text: `ssh -L ${port}:${far}:${port} ${operator.user || 'root'}@${host}`},
    {title: 'Its screen, through the tunnel', text: `vncviewer 127.0.0.1:${port}`},
    {title: 'The password of its screen', text: `cbsd bget jname=${name} mode=quiet vnc_password`},
  ];
}

/** Of a VM that runs: only then is its port its own (cbsd-ops 5.9: the database keeps that of the last run). */
function waysTo({name, emulator, state, row = {}, vncPort}: CbsdGuest, context: CbsdContext): readonly Way[] {
  const get: Get = id => row[id] ?? '';
  const isShown = emulator === 'bhyve' && state === 'running' && hasScreen(get);
  if (!isShown || vncPort === undefined) return [];
  const bind = get('bhyve_vnc_tcp_bind') || '127.0.0.1';
  return [
    {title: 'Its screen (VNC)', text: `${inBrackets(bind)}:${vncPort}`},
    ...screenWays(name, bind, vncPort, context),
  ];
}

export function withWays(guests: readonly Guest[], context: CbsdContext): readonly Guest[] {
  const known = new Map(context.guests.map(guest => [guest.name, guest]));
  return guests.map(guest => {
    const found = known.get(guest.name);
    const ways = found ? waysTo(found, context) : [];
    const [screen] = ways.length > 0 && found?.vncPort !== undefined ? [found.vncPort] : [];
    const address = found?.row?.bhyve_vnc_tcp_bind || '127.0.0.1';
    return ways.length > 0 ? {...guest, ways, ...(screen !== undefined && {screen: {address, port: screen}})} : guest;
  });
}

export const inBrackets = (address: string): string =>
  parseAddress(address)?.version === 6 ? `[${address}]` : address;
