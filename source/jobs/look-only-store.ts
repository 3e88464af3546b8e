import type {Refusal} from '../model/plan.ts';
import type {JobStore} from './store.ts';

const refused: Refusal = {
  field: null,
  code: 'unsupported',
  reason: 'Another host is only looked at so far: to change it, run construct-tui on it',
  owner: null,
};

/** The jobs of a host that is only looked at. */
export const lookOnlyStore: JobStore = {
  submit: async () => ({refusals: [refused]}),
  list: async () => [],
  read: async () => null,
  order: async () => null,
  watch: () => () => {},
  cancel: async () => {},
  kill: async () => {},
  confirm: async () => refused,
  leave: async () => {},
  claims: async () => [],
  audit: async () => [],
};
