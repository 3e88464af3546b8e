import {fingerprint} from '../../../model/fingerprint.ts';

/** Files of CBSD's that hold its NAT and its forwards (cbsd-ops 1.8, 2.5). */
export const includedFiles = (workdir: string): readonly string[] => [
  `${workdir}/etc/pfnat.conf`,
  `${workdir}/etc/pfrdr.conf`,
];

export const hasIncludes = (text: string, workdir: string): boolean =>
  includedFiles(workdir).every(file => text.split('\n').some(line => includeOf(line) === file));

/** pf wants translation before filtering: CBSD's lines stand before the first filter rule, behind everything else. */
export function withIncludes(text: string, workdir: string): string {
  const lines = text.split('\n');
  const there = new Set(lines.map(includeOf));
  const at = lines.findIndex(
    (line, index) => /^\s*(pass|block|match|antispoof|anchor|load\s+anchor)\b/.test(line) && !goesOn(lines[index - 1]),
  );
  const place = at < 0 ? lines.length : at;
  const own = includedFiles(workdir).filter(file => !there.has(file));
  return `${[
    ...lines.slice(0, place),
    '# NAT and forwards of CBSD',
    ...own.map(file => `include "${file}"`),
    ...lines.slice(place),
  ].join('\n')}\n`;
}

const includeOf = (line: string): string => /^\s*include\s+"(.*)"\s*(#.*)?$/.exec(line)?.[1] ?? '';

/** A line that ends with a backslash is only half of one. */
const goesOn = (line: string | undefined): boolean => line?.endsWith('\\') === true;

/** CBSD calls this in place of its own load of the whole ruleset. */
export const withExternal = (settings: string | null, hostFile: string): string =>
  `${settings === null ? '' : `${settings}\n`}# the host's own rules stay: they include CBSD's
cbsd_external_naton()
{
	/sbin/pfctl -f ${hostFile}
}
`;

/** By which a file is known again; its last newline does not count, for a look does not tell of it. */
export const digestOf = (text: string): string => fingerprint(text.replace(/\n$/, '')).slice(0, 16);
