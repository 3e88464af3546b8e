import type {Store} from './session.ts';

/** A value that is set from here alone. */
export function createStore<T>(initial: T): Store<T> & {set(value: T): void} {
  const listeners = new Set<() => void>();
  let value = initial;
  return {
    snapshot: () => value,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
  };
}
