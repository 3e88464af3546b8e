import type {Get} from '../../../../model/form.ts';
import {type Row, tableOf} from '../row.ts';
import {keyChoices, keyNote} from '../shared.ts';
import {enabled, fromJailProfile} from './lookup.ts';

const {field} = tableOf('accounts', fromJailProfile);
const withLogins = {visible: (get: Get) => get('user_add') !== ''};

/** Several logins share what the fields below them say. */
export const jailAccounts: readonly Row[] = [
  field('user_pw_root', 'password', 'Root password', '', 'It travels hashed. Without one the skeleton decides.', {
    secret: true,
    visible: enabled('tui_user_root_pw_enable'),
    warn: rootWithout,
  }),
  field('ci_user_pubkey', 'ssh-key', 'Root’s SSH key', '', 'A public key for root; it also switches sshd on.', {
    free: true,
    allowed: (_, context) => [{value: '', label: 'none'}, ...keyChoices(context)],
    note: (value, _, context) => (value === '' ? null : keyNote(value, context)),
    refuse: (value, get) =>
      value !== '' && get('ver') === 'empty' ? 'An empty jail has no sshd: leave the key out.' : null,
  }),
  field('user_add', 'login-list', 'Logins', '', 'Accounts to make, with blanks between them.', {
    visible: enabled('tui_add_user_enable'),
    refuse: value =>
      value.split(' ').includes('root') ? 'root is there already: its password has a field of its own.' : null,
  }),
  field(
    'user_pw_user',
    'password',
    'Their password',
    '',
    'It travels hashed. Without one they cannot log in by password.',
    {...withLogins, secret: true},
  ),
  field('user_gecos', 'text', 'Their full name', '', 'Shown beside the login.', {
    ...withLogins,
    refuse: value => (value.includes(':') ? 'A colon divides the fields of the password file: leave it out.' : null),
  }),
  field('user_member_groups', 'text', 'Their groups', 'wheel', 'With commas between them; wheel may become root.', {
    ...withLogins,
    refuse: value =>
      /^[a-z_][a-z0-9_-]*(,[a-z_][a-z0-9_-]*)*$/.test(value) ? null : 'Write names of groups with commas between them.',
  }),
  field('user_shell', 'path', 'Their shell', '/bin/csh', 'The whole path.', withLogins),
];

function rootWithout(value: string, get: Get): string | null {
  if (value !== '' || get('ver') === 'empty') return null;
  return get('applytpl') === '1'
    ? 'Without a password root has the one of CBSD’s skeleton, which everybody knows: cbsd.'
    : 'Without a password root’s is empty.';
}
