import {networkConfig} from '../../../model/cloud-init/network.ts';
import {type CloudConfig, configProblems, readConfig} from '../../../model/cloud-init/validate.ts';
import type {Part} from '../../../model/command.ts';
import {fingerprint} from '../../../model/fingerprint.ts';
import type {Get} from '../../../model/form.ts';
import {cloudConfig, metaData, type Seed} from './seed.ts';

/** Stands for the hash of the password until the file is written: it is no text that anybody would type. */
const place = 'construct-tui-password-hash';

/** What cloud-init is told of a new guest; the operator's own keys stand instead of the form's. */
export function cloudSeed(get: Get): Seed {
  const userData = withHash(cloudConfig({...fromForm(get), ...own(get('user_data'))}));
  const network = networkIn(get);
  const instance = `${get('jname')}-${fingerprint([get('jname'), userData]).slice(0, 12)}`;
  return {userData, metaData: metaData(instance, get('hostname')), ...(network === null ? {} : {network})};
}

/** What cloud-init would not take of everything that the form makes; empty: nothing. */
export const seedProblems = (get: Get): readonly string[] =>
  configProblems({...fromForm(get), ...own(get('user_data'))});

function own(text: string): CloudConfig {
  const read = readConfig(text);
  return 'config' in read ? read.config : {};
}

/** The list alone, as it is typed, under the key that cloud-init has for it. */
export const filesText = (list: string): string => `write_files:\n${list.replaceAll(/^/gm, '  ')}`;

function fromForm(get: Get): CloudConfig {
  const keys = [get('ssh_key'), get('ssh_key2')].filter(Boolean);
  const hasPassword = get('password') !== '';
  const words = (id: string) => get(id).split(' ').filter(Boolean);
  const lines = get('runcmd')
    .split('\n')
    .filter(line => line.trim() !== '');
  const common = {shell: get('shell'), ...(keys.length > 0 ? {ssh_authorized_keys: keys} : {})};
  const {write_files: files} = own(get('write_files') === '' ? '' : filesText(get('write_files')));
  return {
    hostname: get('hostname').split('.')[0],
    ...(get('hostname').includes('.') ? {fqdn: get('hostname')} : {}),
    preserve_hostname: false,
    users: [
      {
        name: get('user'),
        sudo: 'ALL=(ALL) NOPASSWD:ALL',
        lock_passwd: !hasPassword,
        ...(hasPassword ? {passwd: place} : {}),
        ...common,
      },
      ...words('users').map(name => ({name, lock_passwd: true, ...common})),
    ],
    ssh_pwauth: get('ssh_pwauth') === '1',
    ...(get('timezone') ? {timezone: get('timezone')} : {}),
    ...(words('packages').length > 0 ? {package_update: true, packages: words('packages')} : {}),
    ...(files === undefined ? {} : {write_files: files}),
    ...(lines.length > 0 ? {runcmd: lines} : {}),
    ...(get('growpart') === '1'
      ? {growpart: {mode: 'auto', devices: ['/']}, resize_rootfs: true}
      : {growpart: {mode: 'off'}}),
  };
}

const orNone = (value: string): string => (value === '0' ? '' : value);

/** null: by DHCP, which needs no words. */
function networkIn(get: Get): string | null {
  if (get('ci_ip4_addr') === 'DHCP') return null;
  return networkConfig({
    mac: get('mac').toLowerCase(),
    address: get('ci_ip4_addr'),
    gateway: orNone(get('ci_gw4')),
    nameservers: orNone(get('ci_nameserver_address')).split(',').filter(Boolean),
    search: get('ci_nameserver_search'),
  });
}

function withHash(text: string): readonly Part[] {
  const [before = '', after] = text.split(`passwd: '${place}'\n`);
  return after === undefined ? [text] : [`${before}passwd: '`, {secret: 'password:crypt'}, `'\n${after}`];
}
