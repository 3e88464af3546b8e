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

/**
 * The same for what changes in bursts: its value is the newest at once, its listeners are told at once and then every `ms` at most. A
 * screen paints so many times a second (Ink: 30), and what is painted for news a key has to wait for.
 */
export function createCalmStore<T>(initial: T, ms: number): ReturnType<typeof createStore<T>> {
  const store = createStore(initial);
  let value = initial;
  let timer: NodeJS.Timeout | null = null;
  let isOpen = false;
  const tell = () => {
    timer = isOpen ? setTimeout(tell, ms).unref() : null;
    if (isOpen) store.set(value);
    isOpen = false;
  };
  return {
    snapshot: () => value,
    subscribe: store.subscribe,
    set(next) {
      value = next;
      isOpen = true;
      if (timer === null) tell();
    },
  };
}
