import {cidr, ip, ipList, mac} from './kinds/network.ts';
import {interfaceName, loginList, packageList, path, serviceList, snapshot, tags, version} from './kinds/platform.ts';
import {anySshKey, password, sshKey} from './kinds/secret.ts';
import {block, bool, choice, hostname, integer, jname, limit, line, port, size, text} from './kinds/value.ts';

/** Names of the kinds a field can have; their rules stand in `kinds` below, a row each. */
export type KindName =
  | 'jname'
  | 'hostname'
  | 'choice'
  | 'bool'
  | 'integer'
  | 'size'
  | 'text'
  | 'line'
  | 'block'
  | 'ip-list'
  | 'cidr'
  | 'ip'
  | 'mac'
  | 'port'
  | 'version'
  | 'package-list'
  | 'service-list'
  | 'tags'
  | 'login-list'
  | 'ssh-key'
  | 'any-ssh-key'
  | 'password'
  | 'path'
  | 'interface'
  | 'limit'
  | 'snapshot';

export type Kind = {
  /** null, or a sentence that says what is wrong and the way out. It never repeats a secret's value. */
  readonly validate: (value: string) => string | null;
  /** How a value looks, for prompts and help. */
  readonly example: string;
  /** A list of entries with this between them. */
  readonly between?: ' ' | ',';
  /** Lines as they were written: an editor is the place for it. */
  readonly isBlock?: true;
};

/**
 * Every value that passes its kind can stand in a single-quoted shell assignment, except a password, and `line`, `block`
 * and `any-ssh-key`, which are for platforms that quote values themselves.
 */
export const kinds: Readonly<Record<KindName, Kind>> = {
  jname: {validate: jname, example: 'web1'},
  hostname: {validate: hostname, example: 'web1.example.org'},
  choice: {validate: choice, example: 'one of the listed values'},
  bool: {validate: bool, example: '0 or 1'},
  integer: {validate: integer, example: '10'},
  size: {validate: size, example: '10g'},
  text: {validate: text, example: 'any text'},
  line: {validate: line, example: 'any line of text'},
  block: {validate: block, example: 'lines of text', isBlock: true},
  'ip-list': {validate: ipList, example: 'DHCP or 10.0.0.5/24,2001:db8::5/64', between: ','},
  cidr: {validate: cidr, example: '10.0.0.0/24'},
  ip: {validate: ip, example: '10.0.0.1'},
  mac: {validate: mac, example: '00:a0:98:12:34:56'},
  port: {validate: port, example: '8080'},
  version: {validate: version, example: '14.1'},
  'package-list': {validate: packageList, example: 'nginx www/node22', between: ' '},
  'service-list': {validate: serviceList, example: 'nginx sshd', between: ' '},
  tags: {validate: tags, example: 'web,production', between: ','},
  'login-list': {validate: loginList, example: 'alice bob', between: ' '},
  'ssh-key': {validate: sshKey, example: 'ssh-ed25519 AAAA… alice@laptop'},
  'any-ssh-key': {validate: anySshKey, example: 'ssh-ed25519 AAAA… alice@laptop'},
  password: {validate: password, example: 'at least one character'},
  path: {validate: path, example: '/usr/local/bin/prepare.sh'},
  interface: {validate: interfaceName, example: 'em0'},
  limit: {validate: limit, example: '0 (no limit), 512m or 50'},
  snapshot: {validate: snapshot, example: 'zroot/jails/web1@monday'},
};
