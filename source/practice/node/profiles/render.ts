/** A VM profile as CBSD ships it: file name without `.conf`, and its settings in the order they are written. */
export type Profile = {readonly file: string; readonly settings: ReadonlyMap<string, string>};

/**
 * Rows of `profile | description | key=value | …`. A row has what the kind's common settings say unless it says otherwise;
 * `!key` leaves one out, ` # ` in a value begins a comment that stands in the file. `@file` is a file whose name does not follow from its profile; `@old_KEY` a setting of hosts before
 * FreeBSD 13.2. `%img`, `%dist`, `%profile` and `%user` stand for shell variables, `@name` for a mirror list or a command.
 */
export const profilesOf = (osType: string, common: string, rows: string): Profile[] =>
  rows
    .trim()
    .split('\n')
    .map(row => {
      const [name = '', description = '', ...cells] = row.split(' | ');
      const settings = new Map([
        ['vm_profile', name],
        ['vm_os_type', osType],
        ['long_description', description],
        ...pairs(common.trim().split('\n')),
      ]);
      for (const [key, value] of pairs(cells)) {
        settings.delete(key.replace('!', ''));
        if (!key.startsWith('!')) settings.set(key, value);
      }
      const file = settings.get('@file') ?? `vm-${osType}-${name}`;
      settings.delete('@file');
      return {file, settings};
    });

/** The file's text: assignments that a shell can read, images before what is named after them. */
export const textOf = ({settings}: Profile): string => {
  const keys = [...settings.keys()].sort((left, right) => rank(left) - rank(right));
  return `# Profile of the practice host.\n${keys.map(key => line(key, settings.get(key) ?? '')).join('\n')}\n`;
};

const pairs = (cells: readonly string[]): [string, string][] =>
  cells.map(cell => {
    const [key = '', ...value] = cell.split('=');
    return [key, value.join('=')];
  });

const order = [
  'vm_profile',
  'vm_os_type',
  'long_description',
  'fetch',
  'iso_site',
  'cbsd_iso_mirrors',
  'iso_img',
  'iso_img_dist',
  'ci_user_add',
];

const rank = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);

const line = (key: string, value: string): string => {
  if (key.startsWith('@old_')) return `[ \${freebsdhostversion} -lt 1301510 ] && ${key.slice(5)}="${value}"`;
  const [content = '', comment] = value.split(' # ');
  if (comment !== undefined) return `${key}="${content}" # ${comment}`;
  const text = expand(value);
  return key.startsWith('ci_user_') && !text.includes('${') ? `${key}='${text}'` : `${key}="${text}"`;
};

const expand = (value: string): string =>
  (names.get(value) ?? value)
    .replaceAll('%img', '%{iso_img}')
    .replaceAll('%dist', '%{iso_img_dist}')
    .replaceAll('%profile', '%{vm_profile}')
    .replaceAll('%user', '%{ci_user_add}')
    .replaceAll('%{', '${');

const sites = (path: string, hosts: readonly string[]): string => hosts.map(host => `${host}/${path}/`).join(' ');

const second = 'https://mirror2.bsdstore.ru';
const [america, canada] = ['https://clonos.us.ircdriven.net', 'https://clonos.ca.ircdriven.net'];
const electrode = 'https://electrode.bsdstore.ru';
const purdue = 'https://plug-mirror.rcac.purdue.edu/cbsd-';
const iso6 = sites('iso', [
  second,
  'http://electro.bsdstore.ru',
  'https://mirror.bsdstore.ru',
  canada,
  america,
  electrode,
]);
const cloud4 = sites('cloud', [second, 'http://electrode.bsdstore.ru', america, canada]);

const names = new Map([
  ['@iso6', iso6],
  ['@iso7', `${iso6} ${purdue}iso/`],
  ['@cloud5', `${cloud4} ${purdue}cloud/`],
  ['@cloud6', `${cloud4} ${sites('cloud', [electrode])} ${purdue}cloud/`],
  ['@xz', 'nice -n 19 %{IDLE_IONICE} %{XZ_CMD} -d %dist'],
  ['@bzip2', 'nice -n 19 %{IDLE_IONICE} %{BZIP2_CMD} -d %dist'],
  ['@gunzip', 'nice -n 19 %{IDLE_IONICE} %{GUNZIP_CMD} -d %dist'],
]);
