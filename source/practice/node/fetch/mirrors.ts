import type {Call} from '../../call.ts';

/** Who answers, how fast: what CBSD's scan finds. Practice mirrors are of one speed each, told from their name. */
const rate = (url: string): number => {
  const sum = [...new URL(url).host].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 9973, 7);
  return 8_000_000 + sum * 4_001;
};

const server = (url: string): string => url.split('/').slice(0, 3).join('/');

/**
 * CBSD's scan for the fastest of several mirrors: a table on stderr, the mirrors in their order of speed as the result. When
 * `file` is given it is looked for under each mirror, else the mirrors are whole addresses.
 */
export const scanMirrors = (call: Call, sources: string, file: string, serves: (url: string) => boolean): string[] => {
  const {h1, n0, n1, n2, w1} = call.paint;
  const mirrors = [...new Set(sources.split(/\s+/).filter(Boolean))].sort();
  if (mirrors.length < 2) return mirrors;
  const width = Math.max(...mirrors.map(mirror => server(mirror).length)) + 1;
  call.err(`${n1}Scanning for fastest mirror...${n0}\n`);
  call.err(`${''.padEnd(12)} ${h1}Mirror source:${n0} ${''.padEnd(width - 15)} ${h1}bytes/sec:${n0}\n`);
  const rated = mirrors.map((mirror, index) => {
    const url = mirror + file;
    const found = serves(url);
    const label = `${n2}${server(mirror)}${n0}:${''.padEnd(width - server(mirror).length)}`;
    const speed = found ? String(rate(url)) : `${w1}failed ${n2}(${url})`;
    call.err(` ${h1}* [ ${`${index + 1}/${mirrors.length}`.padEnd(5)} ] ${label}${speed}${n0}\n`);
    return {mirror, speed: found ? rate(url) : 0};
  });
  const order = rated
    .sort((left, right) => right.speed - left.speed || (left.mirror < right.mirror ? 1 : -1))
    .map(({mirror}) => mirror);
  const winner = rated.find(each => each.speed > 0);
  if (winner !== undefined) call.err(` Winner: ${n2}${winner.mirror}${n0}\n`);
  return order;
};
