import type {Session} from '../actions/session.ts';

/** Listens to what the host tells of changes, beside the looks that are taken anyway; `say`: that it tells of none any more. */
export function createHearing(session: Pick<Session, 'listen'>, say: (text: string) => void) {
  let stop: (() => void) | null = null;
  return {
    start(): void {
      stop ??= session.listen(why => say(`The host tells of changes no more (${why}); it is looked at all the same`));
    },
    stop(): void {
      stop?.();
      stop = null;
    },
  };
}
