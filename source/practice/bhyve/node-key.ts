import {host} from '../host.ts';
import type {World} from '../world.ts';

const publicKey = '.ssh/id_rsa.pub';

/**
 * A key named by a file: relative to the workdir first, then as it stands; null: no such file. The node's own key, which the
 * cloud profiles name, is made when it is first asked for.
 */
export function readKeyFile(world: World, path: string): string | null {
  const own = `${host.workdir}/${publicKey}`;
  if (path === publicKey && !world.exists(own)) {
    world.makeFolder(`${host.workdir}/.ssh`);
    world.write(own, `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQPracticeHostOnly root@${host.nodename}\n`);
  }
  return world.read(`${host.workdir}/${path}`) ?? world.read(path);
}
