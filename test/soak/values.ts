import fc from 'fast-check';
import type {FieldView} from '../../source/model/form.ts';
import {kinds} from '../../source/model/kinds.ts';
import {anyText} from '../helpers/any-text.ts';

const sshKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJWKU8FKz3HafInTi+5RchIC0Dd9ipRbdymOmNLmLRcI alice@laptop';

/** What a shell, SQL, sed, a template or a path would do something with. */
export const hostile: readonly string[] = [
  ...['$(touch owned)', '`touch owned`', '$HOME', '$@', '~', '~root', '*', '?', '[a-z]', '; reboot', '&& id', '#', '!'],
  ...[
    "it's",
    '"quoted"',
    'back\\slash',
    'a|b',
    'a\nb',
    'a\tb',
    'a\u0000b',
    '\u001b[2J',
    '\u009b2J',
    '-n',
    '--help',
    '=',
  ],
  ...[
    '%s%n',
    '%%',
    '&',
    ':',
    ';',
    '{a,b}',
    '<(id)',
    '>owned',
    '..',
    '/../x',
    ' a',
    'a ',
    'a  b',
    '\ud800',
    'ümläut',
    '漢字',
  ],
  ...["'; DROP TABLE jails; --", '0', '1', '', '00', '-1', '1e3', 'NULL', 'constructor', '__proto__', 'x'.repeat(300)],
];

const fair = [
  ...['10', '10g', '2.5g', '512m', '512', 'DHCP', 'dhcp', 'REALDHCP', '10.0.0.99', '10.0.0.99/24', '2001:db8::9/64'],
  ...[
    'web1',
    'native',
    '14.1',
    'empty',
    'auto',
    '/bin/sh',
    '/usr/local/bin/a.sh',
    'zroot/a@b',
    'none',
    'inherit',
    'new',
  ],
  ...['nginx www/node22', 'nginx sshd', 'web,db', 'alice bob', sshKey, '00:a0:98:12:34:56', 'em0', '0-3,6', 'wheel'],
  ...['/bin/echo $HOME `id` $(id) ~ * ; & done', 'plain text', 'www.example.org', 'medium1', 'e1000', '1920x1080'],
];

/** Any text for this field: of its own kind, what its list offers, what belongs elsewhere, what does harm, what is noise. */
export const valueFor = (field: FieldView): fc.Arbitrary<string> =>
  fc.oneof(
    {weight: 3, arbitrary: fairFor(field)},
    {weight: 1, arbitrary: fc.constantFrom(...fair)},
    {weight: 2, arbitrary: fc.constantFrom(...hostile)},
    {weight: 1, arbitrary: fc.string({maxLength: 24})},
    {weight: 1, arbitrary: anyText({maxLength: 8})},
    {weight: 1, arbitrary: fc.tuple(fairFor(field), fc.constantFrom(...hostile)).map(pair => pair.join(''))},
  );

/** Values that its kind takes; the field itself may still refuse them. */
export function fairFor(field: FieldView): fc.Arbitrary<string> {
  const listed = field.allowed?.filter(choice => !choice.disabled).map(choice => choice.value) ?? [];
  const ofKind = fair.filter(value => kinds[field.kind].validate(value) === null);
  const known = [...listed, ...(field.allowed && !field.free ? [] : ofKind), field.fallback.value];
  const pick = fc.constantFrom(...known);
  return field.kind === 'text' && !field.allowed ? fc.oneof(pick, fc.string({minLength: 1, maxLength: 24})) : pick;
}
