import type {Operator} from '../../../model/driver.ts';
import type {Guest} from '../../../model/guest.ts';
import {connection} from '../paths.ts';
import type {HostFacts} from './host.ts';

export type Screen = {readonly address: string; readonly port: number};

const line = /^\/run\/libvirt\/qemu\/(.+)\.xml:\s*<graphics type='vnc' port='(\d+)' .*?listen='([^']*)'/;

/** `grep -H` of the domains' live settings: a screen's port is chosen as its guest starts, and stored nowhere else. */
export const readScreens = (text: string): ReadonlyMap<string, Screen> =>
  new Map(
    text.split('\n').flatMap(each => {
      const [, name = '', port = '', address = ''] = line.exec(each) ?? [];
      return name === '' ? [] : [[name, {address, port: Number(port)}] as const];
    }),
  );

/** How a guest that runs is got to. */
export const entriesOf = (
  name: string,
  screen: Screen | undefined,
  host: HostFacts,
  operator: Operator,
): Pick<Guest, 'ways' | 'screen'> => ({ways: waysTo(name, screen, host, operator), ...(screen && {screen})});

/** Its serial console, and its screen with a tunnel to it: 5900 is often the operator's own, so theirs begins with 5901. */
export function waysTo(
  name: string,
  screen: Screen | undefined,
  host: HostFacts,
  operator: Operator,
): NonNullable<Guest['ways']> {
  const console = {title: 'Its console', text: `virsh -c ${connection} console ${name}`};
  if (!screen) return [console];
  const server = operator.reachedBy?.server ?? host.name;
  const far = screen.address === '0.0.0.0' ? '127.0.0.1' : screen.address;
  return [
    console,
    {title: 'Its screen (VNC)', text: `${screen.address}:${screen.port}`},
    {
      title: 'A tunnel to its screen',
      text: `ssh -L ${screen.port + 1}:${far}:${screen.port} ${operator.user || 'root'}@${server}`,
    },
    {title: 'Its screen, through the tunnel', text: `vncviewer 127.0.0.1:${screen.port + 1}`},
  ];
}
