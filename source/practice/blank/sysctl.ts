import type {World} from '../world.ts';

/** What was set since the start, `name=value` a line; it wins over the constants of sysctl(8)'s stand-in. */
const file = '/var/run/practice-sysctl';

export const setSysctl = (world: World, name: string, value: string): void => {
  const others = (world.read(file) ?? '').split('\n').filter(line => line !== '' && !line.startsWith(`${name}=`));
  world.write(file, [...others, `${name}=${value}`, ''].join('\n'));
};
