import type {Call, Steps} from '../call.ts';
import {host} from '../host.ts';
import type {Settings} from './settings.ts';

const validKey = /^(ssh-rsa|ssh-ed25519|ecdsa-\S*|ssh-dsa)\s/;

type Found = {readonly key: string; readonly complaint: readonly string[]};

const keyOf = (call: Call, given: string): Found => {
  const {n0, n1, n2} = call.paint;
  const kinds = 'valid key: ssh-rsa,ssh-ed25519,ecdsa-*,ssh-dsa';
  if (!given.startsWith('/') && given.includes(' ')) {
    const complaint = [`${n1}jcreate: cloudinit: invalid ssh key: [${given}]. ${kinds}${n0}`];
    return {key: given, complaint: validKey.test(given) ? [] : complaint};
  }
  const file = given.startsWith('/') ? given : `${host.workdir}/${given}`;
  const text = call.received(file);
  if (text === null) {
    const missing = given.startsWith('/')
      ? `${n1}jcreate: cloudinit: keyfile not found: ${n2}${given}${n0}`
      : `${n1}jcreate: cloudinit: relative keyfile not found: ${n2}${given} (in ${call.cwd} or ${host.workdir})${n0}`;
    return {key: '', complaint: [missing]};
  }
  const key = text.split('\n').find(line => line !== '' && !line.includes('#')) ?? '';
  const complaint = [
    `${n1}jcreate: cloudinit: invalid ssh key from ${given} file. ${kinds}${n0}`,
    `${n1}found: [${n2}${key}${n1}]${n0}`,
  ];
  return {key, complaint: validKey.test(key) ? [] : complaint};
};

/** The key comes last of all: one that is refused destroys the finished jail (cbsd-create 2.4). 0: it is in place. */
export function* installKey(call: Call, jname: string, settings: Settings): Steps {
  const given = settings.ci_user_pubkey ?? '';
  if (given === '') return 0;
  const {n0, n1, n2} = call.paint;
  call.say(`${n1}jcreatepubkey exist, enable service: ${n2}sshd${n0}`);
  call.say(`${n1}jcreatepubkey exist, adjust via jail rc.conf: ${n2}PermitRootLogin=without-password${n0}`);
  const {key, complaint} = keyOf(call, given);
  if (complaint.length > 0) {
    yield* call.run('jdestroy', [`jname=${jname}`]);
    for (const line of complaint) call.say(line);
    return 1;
  }
  const home = `${settings.data}/root/.ssh`;
  call.world.makeFolder(`${settings.data}/etc`);
  call.world.append(
    `${settings.data}/etc/rc.conf`,
    'sshd_flags=" -oPermitRootLogin=without-password"\nsshd_enable="YES"\n',
  );
  call.world.makeFolder(home);
  call.world.append(`${home}/authorized_keys`, `${key}\n`);
  return 0;
}
