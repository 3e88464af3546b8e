/** A file in the images' folder. Sizes in bytes. */
export type Image = {
  readonly path: string;
  readonly bytes: number;
  readonly format: 'qcow2' | 'raw' | 'iso';
  /** As large as its guest sees it. */
  readonly virtualBytes: number;
  /** What it lies upon; null: it stands alone. */
  readonly backing: string | null;
};

/** Names with sizes, and the first KiB of each as one line of hexadecimal octets; null: they do not fit together. */
export function readImages(files: string, heads: string): readonly Image[] | null {
  const names = files.split('\n').filter(Boolean);
  const octets = heads.split('\n').filter(Boolean);
  if (names.length !== octets.length) return null;
  return names.map((line, index) => {
    const [, size = '0', path = ''] = /^(\d+) (.*)$/.exec(line) ?? [];
    return imageOf(path, Number(size), (octets[index] ?? '').trim().split(' '));
  });
}

/** The header of qcow2: magic, version, where the backing file's name is and how long, and the virtual size. */
function imageOf(path: string, bytes: number, octets: readonly string[]): Image {
  const number = (at: number, count: number) => Number(`0x${octets.slice(at, at + count).join('') || '0'}`);
  if (octets.slice(0, 4).join('') !== '514649fb')
    return {path, bytes, format: path.endsWith('.iso') ? 'iso' : 'raw', virtualBytes: bytes, backing: null};
  const [at, length] = [number(8, 8), number(16, 4)];
  const name = octets.slice(at, at + length).map(octet => Number(`0x${octet}`));
  const backing = at === 0 ? null : new TextDecoder().decode(Uint8Array.from(name));
  return {
    path,
    bytes,
    format: 'qcow2',
    virtualBytes: number(24, 8),
    backing: backing === null ? null : beside(path, backing),
  };
}

const beside = (path: string, name: string): string =>
  name.startsWith('/') ? name : `${path.slice(0, path.lastIndexOf('/'))}/${name}`;

/** The file and everything below it, the uppermost first. */
export function chainOf(path: string, images: readonly Image[]): readonly string[] {
  const chain: string[] = [];
  for (let next: string | null = path; next !== null && !chain.includes(next); ) {
    chain.push(next);
    next = images.find(image => image.path === next)?.backing ?? null;
  }
  return chain;
}

/** Whether nothing is at a path of a folder whose files are known; of others nobody here knows it. */
export function isMissing(path: string, there: ReadonlySet<string>): boolean {
  const name = path.lastIndexOf('/') + 1;
  return there.has(path.slice(0, name)) && path[name] !== '.' && !there.has(path);
}

/** `grep -H` of the notes beside images: `/…/debian.qcow2.verified:SUM ADDRESS`. */
export const readSums = (text: string): ReadonlyMap<string, {readonly sum: string; readonly source: string}> =>
  new Map(
    text.split('\n').flatMap(line => {
      const [, path = '', sum = '', source = ''] = /^(\/[^:]+)\.verified:([0-9a-f]+) (\S+)$/.exec(line) ?? [];
      return URL.canParse(source) ? [[path, {sum, source}] as const] : [];
    }),
  );

/** Downloads that are not whole yet, with their bytes. */
export const readParts = (files: string): ReadonlyMap<string, number> =>
  new Map(
    files.split('\n').flatMap(line => {
      const [, size = '', path = ''] = /^(\d+) (.*\.part)$/.exec(line) ?? [];
      return path === '' ? [] : [[path, Number(size)] as const];
    }),
  );
