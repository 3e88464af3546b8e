import {refuse} from '../../../model/draft.ts';
import type {Get} from '../../../model/form.ts';
import type {Refusal} from '../../../model/plan.ts';
import {formatBytes} from '../../../text/units.ts';
import {baseName} from '../bases.ts';
import type {HostFacts} from './facts.ts';

/** Whether CBSD, and a base that is still to come, fit into what is free; a host that does not tell is believed. */
export function roomFor(get: Get, {diskFreeBytes, bases, isNode, arch}: HostFacts): readonly Refusal[] {
  const hasBase = get('base') === '0' || bases.includes(baseName({arch, version: get('base'), basename: ''}));
  const bytes = (isNode ? 0 : 300 * 1024 ** 2) + (hasBase ? 0 : 1200 * 1024 ** 2);
  if (diskFreeBytes === null || bytes <= diskFreeBytes) return [];
  const what = hasBase ? 'CBSD needs' : 'CBSD with a base needs';
  return [
    refuse(
      'no-space',
      null,
      `${what} ${formatBytes(bytes)} in ${get('workdir')}, and ${formatBytes(diskFreeBytes)} are free.`,
    ),
  ];
}
