import type {Answers} from '../model/form.ts';

export type Drafts = {
  load(action: string): Answers;
  /** The caller leaves secrets out. */
  save(action: string, answers: Answers): void;
  drop(action: string): void;
};

type DraftStore = {
  get(key: string): Answers | undefined;
  set(key: string, value: Answers): void;
  delete(key: string): void;
};

/**
 * What was typed and not run, kept as it is typed and offered again after a crash. The library behind it is loaded at
 * once but in the background: it costs 60 ms, which the first frame must not wait for.
 */
export function openDrafts(folder: string): Drafts {
  let store: DraftStore | null = null;
  void import('conf').then(({default: Conf}) => {
    store = new Conf<Record<string, Answers>>({
      cwd: folder,
      configName: 'drafts',
      configFileMode: 0o600,
      clearInvalidConfig: true,
    });
  });
  const guarded = (change: (into: DraftStore) => void) => {
    try {
      if (store) change(store);
    } catch {
      // a full disk or a read-only home: the form goes on without drafts
    }
  };
  return {
    load: action => store?.get(action) ?? {},
    save: (action, answers) => guarded(into => into.set(action, answers)),
    drop: action => guarded(into => into.delete(action)),
  };
}

export const noDrafts: Drafts = {load: () => ({}), save: () => {}, drop: () => {}};
