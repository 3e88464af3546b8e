import type {NextAction} from '../../../model/plan.ts';
import {bareAddress} from '../../../text/address.ts';
import type {Copy} from './copies.ts';
import type {Source} from './source.ts';

const at = ({name, address}: Copy): string =>
  bareAddress(address.split(',')[0] ?? '') ? `${name} at ${address}` : name;

export const cloneTitle = (source: Source, copies: readonly Copy[], start: boolean): string =>
  `Clone ${source.name} as ${copies.map(at).join(', ')}${start ? ` and start ${copies.length === 1 ? 'it' : 'them'}` : ''}`;

export const cloneSuccess = (source: Source, copies: readonly Copy[], start: boolean): string =>
  copies
    .map(copy => {
      if (!start) return `${copy.name} is a clone of ${source.name}, stopped`;
      const addressed = bareAddress(copy.address.split(',')[0] ?? '') !== null;
      if (!addressed) return `${copy.name} runs`;
      return copies.length === 1 ? `${copy.name} runs at {address}` : `${copy.name} runs at {${copy.name}.address}`;
    })
    .join('; ');

export const cloneNext = (source: Source, copies: readonly Copy[], start: boolean): readonly NextAction[] => [
  ...copies.flatMap(({name}): readonly NextAction[] => [
    ...(start ? [] : [{kind: 'action', title: `Start ${name}`, action: 'start', target: name} as const]),
    ...(source.vm
      ? [{kind: 'copy', title: `The console of ${name}`, text: `cbsd blogin ${name}`} as const]
      : start
        ? [{kind: 'copy', title: `Log in to ${name} from the node`, text: `cbsd jlogin ${name}`} as const]
        : []),
  ]),
  {kind: 'action', title: `Another clone of ${source.name}`, action: 'clone', target: source.name},
];
