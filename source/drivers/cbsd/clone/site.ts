import type {Refusal} from '../../../model/plan.ts';
import type {CbsdContext} from '../context.ts';
import {refuse} from '../plans/finish.ts';
import type {Source} from './source.ts';

/** What a clone of ours needs of CBSD, which are its own defaults, and what another setting would make of it. */
const needs = [
  {key: 'promote', value: '0', else: (name: string) => `the disks of ${name} would hang on the clone`},
  {key: 'mac_reinit', value: '1', else: (name: string) => `the clone would have the MAC addresses of ${name}`},
  {key: 'clone_method', value: 'auto', else: (name: string) => `the disks of ${name} would be copied whole`},
] as const;

const otherwise = (source: Source, {copies}: CbsdContext) => {
  const file = source.vm ? 'bclone.conf' : 'jclone.conf';
  return needs.flatMap(need => {
    const found = copies?.site?.get(`${file} ${need.key}`);
    return found === undefined || found === need.value ? [] : [{...need, file, found}];
  });
};

/** Arguments against the node's jclone.conf, which is read before them (cbsd-ops 3.1); none where it is silent. */
export const overSite = (source: Source, context: CbsdContext): readonly string[] =>
  source.vm ? [] : otherwise(source, context).map(({key, value}) => `${key}=${value}`);

/** bclone.conf is read after the arguments and wins over them (cbsd-ops 3.2). */
export const siteRefusals = (source: Source, context: CbsdContext): readonly Refusal[] =>
  source.vm
    ? otherwise(source, context).map(({key, file, found, else: makes}) => {
        const path = `${context.node.workdir}/etc/${file}`;
        const reason = `${path} says ${key}=${found}, over which no command has a say: ${makes(source.name)}. Take that line out first.`;
        return refuse('unsupported', null, reason, source.name);
      })
    : [];
