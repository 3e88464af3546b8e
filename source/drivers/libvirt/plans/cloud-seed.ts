import type {Part} from '../../../model/command.ts';
import {fingerprint} from '../../../model/fingerprint.ts';
import type {Get} from '../../../model/form.ts';
import {cloudConfig, metaData, type Seed} from './seed.ts';

/** Stands for the hash of the password until the file is written: it is no text that anybody would type. */
const place = 'construct-tui-password-hash';

/** What cloud-init is told of a new guest. */
export function cloudSeed(get: Get): Seed {
  const keys = [get('ssh_key'), get('ssh_key2')].filter(Boolean);
  const hasPassword = get('password') !== '';
  const words = (id: string) => get(id).split(' ').filter(Boolean);
  const text = cloudConfig({
    hostname: get('hostname').split('.')[0],
    ...(get('hostname').includes('.') ? {fqdn: get('hostname')} : {}),
    preserve_hostname: false,
    users: [
      {
        name: get('user'),
        shell: get('shell'),
        sudo: 'ALL=(ALL) NOPASSWD:ALL',
        lock_passwd: !hasPassword,
        ...(hasPassword ? {passwd: place} : {}),
        ...(keys.length > 0 ? {ssh_authorized_keys: keys} : {}),
      },
    ],
    ssh_pwauth: get('ssh_pwauth') === '1',
    ...(get('timezone') ? {timezone: get('timezone')} : {}),
    ...(words('packages').length > 0 ? {package_update: true, packages: words('packages')} : {}),
    ...(get('runcmd') ? {runcmd: [get('runcmd')]} : {}),
    ...(get('growpart') === '1'
      ? {growpart: {mode: 'auto', devices: ['/']}, resize_rootfs: true}
      : {growpart: {mode: 'off'}}),
  });
  const userData = withHash(text);
  const instance = `${get('jname')}-${fingerprint([get('jname'), userData]).slice(0, 12)}`;
  return {userData, metaData: metaData(instance, get('hostname'))};
}

function withHash(text: string): readonly Part[] {
  const [before = '', after] = text.split(`passwd: ${place}\n`);
  return after === undefined ? [text] : [`${before}passwd: `, {secret: 'password:crypt'}, `\n${after}`];
}
