import type {Call} from '../call.ts';
import type {World} from '../world.ts';

/** The modules that a blank host's kernel has loaded, a name a line. A world that was made whole has no such file: all are loaded. */
export const modulesFile = '/var/run/practice-modules';

export const onOffer: readonly string[] = ['pf', 'vmm', 'nmdm', 'if_bridge', 'if_tuntap', 'zfs', 'racct'];

export const isLoaded = (world: World, name: string): boolean =>
  world.read(modulesFile)?.split('\n').includes(name) ?? true;

export const loadModule = (world: World, name: string): void => {
  if (!isLoaded(world, name)) world.append(modulesFile, `${name}\n`);
};

/** `kldunload NAME`: from a world that was made whole too, whose list of modules is written then. */
export const kldunload = (call: Call): number => {
  const name = call.argv.at(-1)?.replace(/\.ko$/, '') ?? '';
  if (!isLoaded(call.world, name)) {
    call.err(`kldunload: can't find file ${name}: No such file or directory\n`);
    return 1;
  }
  const loaded = call.world.read(modulesFile)?.split('\n').filter(Boolean) ?? ['kernel', ...onOffer];
  call.world.write(
    modulesFile,
    loaded
      .filter(each => each !== name)
      .map(each => `${each}\n`)
      .join(''),
  );
  return 0;
};

/** `kldload [-n] NAME…`; -n: it may be loaded already. */
export const kldload = (call: Call): number => {
  const quiet = call.argv.some(word => /^-[a-z]*n/.test(word));
  let code = 0;
  for (const word of call.argv.filter(each => !each.startsWith('-'))) {
    const name = word.replace(/\.ko$/, '');
    const why = !onOffer.includes(name)
      ? 'No such file or directory'
      : isLoaded(call.world, name) && !quiet
        ? 'module already loaded or in kernel'
        : null;
    if (why === null) loadModule(call.world, name);
    else {
      call.err(`kldload: can't load ${word}: ${why}\n`);
      code = 1;
    }
  }
  return code;
};
