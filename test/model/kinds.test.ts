import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {type KindName, kinds} from '../../source/model/kinds.ts';
import {cannotCarry} from '../../source/text/carry.ts';
import {anyText} from '../helpers/any-text.ts';

type Rows = Partial<Record<KindName, {readonly good: readonly string[]; readonly bad: readonly string[]}>>;

const rows: Rows = {
  jname: {
    good: ['web1', 'a', 'a-b_c', 'a'.repeat(31)],
    bad: ['', 'Web', '1a', '_a', 'a.b', 'a b', 'a'.repeat(32), 'jäil', 'a\n', '../x', 'a*', '$(id)'],
  },
  hostname: {
    good: ['web1', 'web1.my.domain', 'A-1.b', '1a.example', 'a'.repeat(63)],
    bad: ['', '.a', 'a.', 'a..b', '-a', 'a-', 'a_b', 'a'.repeat(64), 'a b', 'ü.de', `${'a.'.repeat(128)}a`],
  },
  bool: {good: ['0', '1'], bad: ['', 'yes', '2', '01', 'true']},
  integer: {good: ['0', '10', '999999999999999'], bad: ['', '-1', '1.5', '01', '1e3', ' 1', '0x1', '1000000000000000']},
  size: {good: ['10g', '2.5g', '512M', '100m', '1t'], bad: ['', '10', '0g', '2.5G', '10gb', 'g', '-1g', '9999e']},
  'ip-list': {
    good: [
      'DHCP',
      'DHCPv6',
      'REALDHCP',
      '0',
      '10.0.0.5',
      '10.0.0.5/24',
      '10.0.0.5,2001:db8::5/64',
      'em0#10.0.0.5/24',
      'vhid_1#10.0.0.5',
    ],
    bad: [
      '',
      'dhcp',
      'Dhcp',
      'DHCPV6',
      '10.0.0.5,',
      '10.0.0.5,10.0.0.5',
      '2001:db8::5,2001:DB8:0::5',
      '10.0.0.5/33',
      '10.0.0',
      '999.1.1.1',
      '0.0.0.0',
      '10.0.0.5,DHCP',
      'a b#10.0.0.5',
      '10.0.0.5 ',
      '10.0.0.05',
    ],
  },
  ip: {good: ['10.0.0.1', '2001:db8::1'], bad: ['', '10.0.0.1/24', '10.0.0', 'auto']},
  cidr: {good: ['10.0.0.0/24', '::/0'], bad: ['', '10.0.0.0', '10.0.0.0/33', 'all']},
  mac: {
    good: ['0', '00:a0:98:12:34:56', '02:AA:bb:00:11:22'],
    bad: ['', '00-a0-98-12-34-56', '01:00:5e:00:00:01', '1', '00:a0:98:12:34'],
  },
  port: {good: ['1', '80', '65535'], bad: ['', '0', '65536', '080', 'http', '-1']},
  version: {
    good: ['native', 'empty', '14.1', '14', 'jammy', 'rocky_9'],
    bad: ['', '14.1-RELEASE', '14.', '../14', '14.1.2', 'a b'],
  },
  'package-list': {
    good: ['nginx', 'nginx www/node22', 'py39-foo g++ a/b@c'],
    bad: ['nginx;', '$(id)', '-f', 'a/b/c', 'a\nb', "a'b", '/etc/passwd'],
  },
  'service-list': {good: ['nginx', 'nginx php_fpm'], bad: ['a-b', 'a;b', 'a=1', '1a']},
  tags: {good: ['web', 'web,prod', 'web prod'], bad: ['', 'a,,b', ',a', 'a;b', 'a, b']},
  'login-list': {
    good: ['alice', 'alice bob', '_www'],
    bad: ['', 'Alice', 'a-b', 'a.b', 'alice alice', 'alice  bob', 'a$(id)', '1a'],
  },
  path: {
    good: ['0', '/usr/local/bin/x.sh', '/a'],
    bad: ['', 'x', './x', '/a/../b', '/a b', "/a'b", '/$(id)', '/a\n', '/a;b', '/*'],
  },
  interface: {good: ['auto', '0', 'em0', 'cbsdvale_a', 'vpc-x', 'em0.10'], bad: ['', 'em 0', '$(id)', '-x', '1em']},
  limit: {good: ['0', '50', '512m', '1.5g'], bad: ['', '-1', '05', '1.5', '1.5G', 'many']},
  snapshot: {
    good: ['zroot/jails/web1@monday', 'zroot@a'],
    bad: ['', 'zroot/a', '@a', 'zroot/@a', 'zroot/a@', 'zroot/a@b@c', 'z a@b'],
  },
  text: {
    good: ['', 'a b', '$HOME `id` a~b', 'ü', '#x', ';', '%s', '*', ' a '],
    bad: ["a'b", 'a"b', 'a\\b', 'a|b', 'a\nb', 'a\tb', '\u001b[0m', '\u0085', '\ud800', 'a\u0000'],
  },
  block: {good: ['a\nb', '\tx', "a'b"], bad: ['\u001b[0m', '\ud800', 'a\u0000', 'a\rb']},
  line: {good: ["a'b", 'a"b', '\\|', '$(id)'], bad: ['a\nb', '\u001b[0m', '\ud800', 'a\u0000']},
  password: {good: ['x', "pa'ss w$rd", 'ü', 'x'.repeat(128)], bad: ['0', 'a\nb', '\ud800', 'x'.repeat(129)]},
};

for (const [name, {good, bad}] of Object.entries(rows)) {
  test(`a ${name} is taken or refused with a sentence`, () => {
    const {validate} = kinds[name as KindName];
    for (const value of good) assert.equal(validate(value), null, JSON.stringify(value));
    for (const value of bad) assert.match(validate(value) ?? 'taken', /^["A-Z0-9].*\.$/s, JSON.stringify(value));
  });
}

test('what passes its kind can stand between single quotes, except a password, which travels hashed, and lines that a platform quotes itself', () => {
  const {password: _, line: __, block: ____, 'any-ssh-key': ___, ...others} = kinds;
  const near = fc.oneof(
    anyText(),
    ...Object.values(rows)
      .flatMap(row => row.good)
      .map(good => fc.constant(good)),
    fc.mixedCase(fc.constantFrom('dhcp', 'native')),
    fc.tuple(fc.constantFrom('web1', '10.0.0.5', '/a', '10g'), anyText({maxLength: 3})).map(pair => pair.join('')),
  );
  fc.assert(
    fc.property(near, value => {
      for (const [name, kind] of Object.entries(others)) {
        if (kind.validate(value) === null) assert.equal(cannotCarry(value), null, name);
      }
    }),
    {numRuns: 300},
  );
});
