import {formatBytes} from '../../../text/units.ts';
import {dependentsOf} from '../clone/dependents.ts';
import type {Source} from '../clone/source.ts';
import type {CbsdContext, CbsdGuest, Family} from '../context.ts';
import {reloads} from '../expose/warn.ts';

/** What a removal takes with it beside the guest, and what else happens by it. */
export const removalWarnings = (
  guest: CbsdGuest,
  source: Source,
  family: Family,
  context: CbsdContext,
): readonly string[] => [
  ...lost(source, context),
  ...(family === 'jail' ? promotedFirst(guest.name, context) : []),
  ...reloads(guest, context),
];

/** jremove does it by itself. */
const promotedFirst = (name: string, context: CbsdContext): readonly string[] => {
  const names = dependentsOf(name, context);
  return names.length === 0 ? [] : [`CBSD promotes what was cloned from ${name} first: ${names.join(', ')}.`];
};

/** Everything that goes, so that nobody learns of it afterwards. */
function lost(source: Source, context: CbsdContext): readonly string[] {
  const {name, data, dataset, volumes, forwards, bytes} = source;
  const own = [...volumes, ...(dataset ? [dataset.name] : [])];
  const snapshots = (context.copies?.snapshots ?? []).filter(each => own.includes(each.dataset));
  const size = bytes === null ? '' : `, ${formatBytes(bytes)}`;
  return [
    `Everything in ${name} is lost, and no undo brings it back: ${data}${size}.`,
    ...(snapshots.length > 0 ? [`Its snapshots go too: ${snapshots.map(each => each.name).join(', ')}.`] : []),
    ...(forwards.length > 0
      ? [`Its forwards go too: ${forwards.map(each => `${each.protocol}/${each.hostPort}`).join(', ')}.`]
      : []),
  ];
}
