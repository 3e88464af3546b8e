import type {Answers, Choice, FieldView, FormView} from '../../source/model/form.ts';

type Row = Partial<FieldView> & {
  readonly id: string;
  readonly label: string;
  readonly value?: string;
  readonly origin?: string;
};

const jail: readonly Row[] = [
  {
    id: 'jname',
    label: 'Name',
    kind: 'jname',
    origin: 'next free',
    required: true,
    help: 'Letters and digits, a letter first; it is also the name in every command.',
  },
  {
    id: 'ver',
    label: 'Version',
    kind: 'version',
    value: '14.1',
    origin: 'node',
    allowed: choices(['14.1', '13.4', 'native']),
    free: true,
    help: 'The FreeBSD release of its base system.',
  },
  {
    id: 'ip4_addr',
    label: 'Address',
    kind: 'ip-list',
    value: '10.0.0.14',
    origin: 'next free',
    help: 'IPv4 or IPv6 addresses, DHCP for the next free one.',
  },
  {
    id: 'astart',
    label: 'Start at boot',
    kind: 'bool',
    value: '1',
    origin: 'CBSD',
    help: 'Whether it starts with the host.',
  },
  {
    id: 'start',
    label: 'Start now',
    kind: 'bool',
    value: '1',
    origin: 'ours',
    help: 'Whether it is started once it is made.',
  },
  {
    id: 'host_hostname',
    label: 'Host name',
    kind: 'hostname',
    origin: 'from the name',
    speed: 'all',
    group: 'identity',
    help: 'Its full host name.',
  },
  {
    id: 'user_pw_root',
    label: 'Root password',
    kind: 'password',
    secret: true,
    speed: 'all',
    group: 'access',
    origin: 'none',
    help: 'Empty: no password login for root.',
  },
  {
    id: 'pkglist',
    label: 'Packages',
    kind: 'package-list',
    speed: 'all',
    group: 'software',
    origin: 'profile',
    allowed: choices(['nginx', 'redis', 'bash', 'git']),
    free: true,
    help: 'Packages to install, names with blanks between them.',
  },
  {
    id: 'mount_ports',
    label: 'Ports tree',
    kind: 'bool',
    value: '0',
    speed: 'all',
    group: 'software',
    origin: 'profile',
    help: 'Mounts the ports tree of the host.',
  },
];

const vm: readonly Row[] = [
  {
    id: 'jname',
    label: 'Name',
    kind: 'jname',
    origin: 'next free',
    required: true,
    help: 'Letters and digits, a letter first.',
  },
  {
    id: 'vm_os_profile',
    label: 'Profile',
    kind: 'choice',
    value: 'cloud-FreeBSD-ufs-x64-14.1',
    origin: 'newest RELEASE',
    allowed: profiles(),
    help: 'What is installed, and from where.',
  },
  {id: 'imgsize', label: 'Disk', kind: 'size', value: '10g', origin: 'profile', help: 'With its unit: 10g, 500m.'},
  {
    id: 'vm_ram',
    label: 'Memory',
    kind: 'size',
    value: '1g',
    origin: 'profile',
    help: 'With its unit: 4g, 512m.',
    note: '12 GiB of the host are free',
  },
  {id: 'vm_cpus', label: 'CPUs', kind: 'integer', value: '1', origin: 'profile', help: 'Virtual CPUs.'},
  {
    id: 'ci_ip4_addr',
    label: 'Address',
    kind: 'ip',
    value: 'DHCP',
    origin: 'profile',
    help: 'DHCP or an address with prefix.',
  },
];

const groups = [
  {id: 'basic', title: 'Basic'},
  {id: 'identity', title: 'Identity'},
  {id: 'access', title: 'Access'},
  {id: 'software', title: 'Software'},
];

const forms: Readonly<Record<string, {readonly title: string; readonly rows: readonly Row[]; readonly name: string}>> =
  {
    'create-jail': {title: 'Create a jail', rows: jail, name: 'www1'},
    'create-vm': {title: 'Create a virtual machine', rows: vm, name: 'clu1'},
    clone: {
      title: 'Clone',
      rows: ['new', 'ip4_addr', 'host_hostname'].map(id => ({id, label: id})),
      name: '',
    },
    unexpose: {
      title: 'Withdraw ports',
      rows: ['ports', 'from', 'address'].map(id => ({id, label: id})),
      name: '',
    },
  };

/** A form of the fake host, with validation enough to see errors come and go. */
export function fakeForm(action: string, answers: Answers): FormView | null {
  const form = forms[action];
  if (!form) return null;
  const fields = form.rows.map(row => field(row, row.id === 'jname' ? form.name : (row.value ?? ''), answers[row.id]));
  return {action, title: form.title, groups, fields, unknown: []};
}

function field(row: Row, initial: string, answer: string | undefined): FieldView {
  const value = answer ?? initial;
  const {origin = '', ...given} = row;
  return {
    kind: 'text',
    group: 'basic',
    speed: 'basic',
    help: '',
    secret: false,
    required: false,
    visible: true,
    allowed: null,
    free: false,
    warning: null,
    note: null,
    ...given,
    value,
    fallback: {value: initial, origin},
    answered: answer !== undefined,
    error: errorOf(row, value),
  };
}

function errorOf({kind, required}: Row, value: string): string | null {
  if (value === '') return required ? 'is needed' : null;
  if (kind === 'jname' && !/^[a-z][a-z0-9_-]{0,30}$/.test(value)) return 'letters and digits only, a letter first';
  if (kind === 'size' && !/^\d+[gm]$/.test(value)) return 'needs a unit, as in 10g or 512m';
  if (kind === 'ip-list' && !/^(DHCP|\d+\.\d+\.\d+\.\d+)$/.test(value)) return `${value} is no address`;
  return null;
}

function choices(values: readonly string[]): readonly Choice[] {
  return values.map(value => ({value, label: value}));
}

/** 143 of them, as the platform ships; one is broken and says why. */
function profiles(): readonly Choice[] {
  const systems = ['FreeBSD-ufs-x64', 'FreeBSD-zfs-x64', 'Debian-x86', 'Ubuntu-amd64', 'Rocky-x86_64', 'Alpine-x86'];
  const made = Array.from({length: 140}, (_, index) => {
    const system = systems[index % systems.length] ?? '';
    return {
      value: `cloud-${system}-${10 + Math.floor(index / 6)}.0`,
      label: `cloud-${system}-${10 + Math.floor(index / 6)}.0`,
      note: `${300 + index} MiB`,
    };
  });
  return [
    {value: 'cloud-FreeBSD-ufs-x64-14.1', label: 'cloud-FreeBSD-ufs-x64-14.1', note: '398.0 MiB, is here'},
    {value: 'cloud-Debian-x86-12', label: 'cloud-Debian-x86-12', note: '420.1 MiB to download'},
    ...made,
    {
      value: 'Proxmox-8-Backup',
      label: 'Proxmox-8-Backup',
      disabled: 'its file name differs from its profile name: bcreate would not find it',
    },
  ];
}
