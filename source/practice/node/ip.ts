/** CBSD's iptype: 4 for four numbers of one to three digits (999.1.1.1 too), 6 for anything with a colon, else 0. */
export const ipType = (text: string): 0 | 4 | 6 => {
  const bare = withoutPrefix(withoutNic(text));
  if (/\..*\..*\./.test(bare)) return /^(\d{1,3}\.){3}\d{1,3}$/.test(bare) ? 4 : 0;
  return bare.includes(':') ? 6 : 0;
};

/** `10.0.0.5/24` gives `10.0.0.5`. */
export const withoutPrefix = (text: string): string => text.replace(/\/.*$/, '');

/** `em0#10.0.0.5` gives `10.0.0.5`. */
export const withoutNic = (text: string): string => text.replace(/^.*#/, '');

/** The first entry of a list of addresses that is not empty, without network interface and prefix. */
export const firstAddress = (list: string): string =>
  list
    .split(',')
    .map(entry => withoutNic(withoutPrefix(entry)))
    .find(entry => entry !== '') ?? '';

export const toNumber = (address: string): number =>
  address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);

export const toAddress = (number: number): string =>
  [24, 16, 8, 0].map(shift => Math.floor(number / 2 ** shift) % 256).join('.');

/** True when the IPv4 address lies in `a.b.c.d/n`. */
export const inNetwork = (address: string, network: string): boolean => {
  const [base = '', bits = '32'] = network.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(toNumber(address) / size) === Math.floor(toNumber(base) / size);
};
