import {after} from 'node:test';

/** For what several tests share: what is registered within one of them would go with that one. */
export function atTheEnd(): {after(clean: () => void): void} {
  const cleaning: (() => void)[] = [];
  after(() => {
    for (const clean of cleaning) clean();
  });
  return {after: clean => void cleaning.push(clean)};
}
