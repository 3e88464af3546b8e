import type {Call} from '../call.ts';
import {host} from '../host.ts';
import {dropRules, limitRules, runningJails, runningMachines} from '../kernel.ts';
import {listeners, portAnswers} from '../node/expose/listeners.ts';
import {addressesOnNet} from '../node/neighbours.ts';

type Column = (jail: ReturnType<typeof runningJails>[number]) => string;

const jailColumns: Readonly<Record<string, Column>> = {
  jid: jail => String(jail.jid),
  name: jail => jail.name,
  path: jail => jail.path,
  'host.hostname': jail => jail.hostname,
  'ip4.addr': jail => jail.address,
};

/** FreeBSD's jls: what the kernel runs, in the order of jids. An unknown jail or parameter ends 1. */
export const kernelJls = (call: Call): number => {
  const asked: string[] = [];
  let only = '';
  let header = false;
  for (let at = 0; at < call.argv.length; at += 1) {
    const word = call.argv[at] ?? '';
    if (word === '-j') {
      at += 1;
      only = call.argv[at] ?? '';
    } else if (word.startsWith('-')) header ||= word.includes('h');
    else asked.push(word);
  }
  const unknown = asked.find(name => !(name in jailColumns));
  if (unknown !== undefined) {
    call.err(`jls: unknown parameter: ${unknown}\n`);
    return 1;
  }
  const jails = runningJails(call.world).filter(jail => only === '' || jail.name === only || String(jail.jid) === only);
  if (only !== '' && jails.length === 0) {
    call.err(`jls: jail "${only}" not found\n`);
    return 1;
  }
  if (asked.length === 0) {
    call.say('   JID  IP Address      Hostname                      Path');
    for (const {jid, address, hostname, path} of jails)
      call.say(`${String(jid).padStart(6)}  ${address.padEnd(15)} ${hostname.padEnd(29)} ${path}`);
    return 0;
  }
  if (header) call.say(asked.join(' '));
  for (const jail of jails) call.say(asked.map(name => jailColumns[name]?.(jail) || '-').join(' '));
  return 0;
};

const services: Readonly<Record<string, string>> = {22: 'sshd', 53: 'unbound', 80: 'nginx', 443: 'nginx'};

/** The heading of sockstat(1). */
export const sockets = 'USER     COMMAND    PID   FD  PROTO  LOCAL ADDRESS         FOREIGN ADDRESS';

/** sockstat -46l: each running machine's screen, and what the world's list of listeners names. */
export const sockstat = (call: Call): number => {
  call.say(sockets);
  for (const {proto, address, port, command, pid} of listeners(call.world)) {
    const program = command === 'unknown' ? (services[port] ?? 'daemon') : command;
    const owner = `${program.padEnd(10)} ${String(pid || 900).padEnd(5)}`;
    call.say(`root     ${owner} 3   ${`${proto}4`.padEnd(6)} ${`${address}:${port}`.padEnd(21)} *:*`);
  }
  return 0;
};

/** A neighbour answers when something has the address now. */
export const ping = (call: Call): number => {
  const target = call.argv.at(-1) ?? '';
  const answers = addressesOnNet(call.world).has(target);
  call.say(`PING ${target} (${target}): 56 data bytes`);
  if (answers) call.say(`64 bytes from ${target}: icmp_seq=0 ttl=64 time=0.052 ms`);
  const lost = answers ? '1 packets received, 0.0%' : '0 packets received, 100.0%';
  call.say(`\n--- ${target} ping statistics ---\n1 packets transmitted, ${lost} packet loss`);
  return answers ? 0 : 2;
};

/** `nc -z [-w SECONDS] ADDRESS PORT`: somebody answers where the host's list of listeners has them. */
export const nc = (call: Call): number => {
  const [address = '', port = ''] = call.argv.slice(-2);
  return portAnswers(call.world, address, 'tcp', port) ? 0 : 1;
};

const hardware = (address: string): string =>
  `58:9c:fc:${address
    .split('.')
    .slice(1)
    .map(part => (Number(part) % 256).toString(16).padStart(2, '0'))
    .join(':')}`;

/** A line of `arp -an`. */
export const neighbour = (address: string): string => {
  const permanent = address === host.nodeip ? ' permanent' : ' expires in 1200 seconds';
  return `? (${address}) at ${hardware(address)} on ${host.nic}${permanent} [ethernet]`;
};

export const arp = (call: Call): number => {
  for (const address of addressesOnNet(call.world)) if (!address.startsWith('127.')) call.say(neighbour(address));
  return 0;
};

/** bhyvectl knows a machine while it runs. */
export const bhyvectl = (call: Call): number => {
  const name = call.argv.find(word => word.startsWith('--vm='))?.slice('--vm='.length) ?? '';
  if (runningMachines(call.world).some(machine => machine.name === name)) return 0;
  call.err(`vm_open: ${name}: No such file or directory\n`);
  return 1;
};

/** rctl(8): the rules of one subject (`rctl jail:web1`), or these taken away (`-r`). */
export const rctl = (call: Call): number => {
  const subject = call.argv.at(-1) ?? '';
  if (call.argv.includes('-r')) dropRules(call.world, subject.replace(/^jail:/, ''));
  else for (const rule of limitRules(call.world)) if (rule.startsWith(`${subject}:`)) call.say(rule);
  return 0;
};
