import {dump} from 'js-yaml';
import type {Command, Part} from '../../../model/command.ts';
import {fingerprint} from '../../../model/fingerprint.ts';
import {run} from '../../../model/step.ts';
import {guestsFolder} from '../paths.ts';
import {fileGone, fileWritten, passing, removal, tool} from './command.ts';
import type {Prepared} from './define.ts';

/** The files of NoCloud. Their content is whole; a secret stands in it as a reference. */
export type Seed = {
  readonly userData: readonly Part[];
  readonly metaData: string;
  /** Absent: its cards ask by DHCP. */
  readonly network?: string;
};

/**
 * Every text in quotes, so that cloud-init's YAML 1.1 reads it back as it was (other-drivers, 3.2): js-yaml by itself leaves `1_000`,
 * which is a number there.
 */
export const cloudConfig = (value: Readonly<Record<string, unknown>>): string =>
  `#cloud-config\n${dump(value, {lineWidth: -1, forceQuotes: true})}`;

/** A new instance-id lets cloud-init do everything once more: that is what makes a clone a guest of its own. */
export const metaData = (instance: string, hostname: string): string =>
  dump({'instance-id': instance, 'local-hostname': hostname}, {lineWidth: -1});

export const seedPath = (name: string): string => `${guestsFolder}/${name}-seed.iso`;

/**
 * The medium by cloud-localds, or by xorrisofs where that alone is there, as in RHEL: its volume is called cidata, and its files have the
 * names that NoCloud looks for (other-drivers, 3).
 */
function mediumCommand(path: string, files: Readonly<Record<string, string>>, tools: ReadonlySet<string>): Command {
  const {'user-data': user = '', 'meta-data': instance = '', 'network-config': network} = files;
  if (tools.has('cloud-localds'))
    return tool(['cloud-localds', ...(network === undefined ? [] : ['-N', network]), path, user, instance]);
  const grafts = Object.entries(files).map(([name, file]) => `${name}=${file}`);
  const options = ['-quiet', '-output', path, '-volid', 'cidata', '-joliet', '-rock', '-graft-points'];
  return tool(['xorrisofs', ...options, ...grafts]);
}

/** The files, and the medium that is made of them by one of the host's tools. */
export function seedSteps(
  name: string,
  {userData, metaData: meta, network}: Seed,
  tools: ReadonlySet<string>,
): Prepared {
  const mark = fingerprint([userData, meta]).slice(0, 8);
  const netPath = `${guestsFolder}/${name}-network-config.${mark}`;
  const net = network === undefined ? {} : {'network-config': netPath};
  const [user, instance] = [`${guestsFolder}/${name}-user-data.${mark}`, `${guestsFolder}/${name}-meta-data.${mark}`];
  const path = seedPath(name);
  const medium = run(
    `Make the medium from which ${name} reads it`,
    mediumCommand(path, {'user-data': user, 'meta-data': instance, ...net}, tools),
    {
      check: fileWritten(path),
      undo: [removal(path)],
      residue: [`${path}: rm -f ${path}`],
      seconds: 1,
      mayTear: true,
    },
  );
  const steps = [
    passing(`Write what cloud-init does in ${name}`, {path: user, mode: 0o600, content: userData}),
    passing(`Write who ${name} is`, {path: instance, mode: 0o600, content: [meta]}),
    ...(network === undefined
      ? []
      : [passing(`Write which address ${name} sets`, {path: netPath, mode: 0o600, content: [network]})]),
    {...medium, before: fileGone(path)},
  ];
  return {steps, read: [user, instance, ...Object.values(net)]};
}
