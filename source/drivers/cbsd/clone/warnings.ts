import type {FormView} from '../../../model/form.ts';
import {inNetwork} from '../../../text/address.ts';
import type {CbsdContext} from '../context.ts';
import {valueIn, warningsOf} from '../plans/finish.ts';
import {lacks} from '../plans/start.ts';
import type {Copy} from './copies.ts';
import {type Choices, checklist} from './identity.ts';
import type {Source} from './source.ts';
import {sideBySide} from './touches.ts';

/** The checklist first, then what the operator should know before it runs. */
export function cloneWarnings(
  view: FormView,
  source: Source,
  copies: readonly Copy[],
  choices: Choices,
  context: CbsdContext,
): readonly string[] {
  const get = valueIn(view);
  return [
    ...checklist(source, choices),
    ...warningsOf(view, ['new', 'ip4_addr']),
    ...runningInWords(source, get('running')),
    ...otherNetwork(source, copies),
    ...dependsOn(source),
    ...(source.vm || source.dataset ? [] : [leftBehind(source)]),
    ...(sideBySide(source, copies)
      ? [
          'Several clones are made at once; should one go wrong, those that have begun come to their end and no other begins.',
        ]
      : []),
    ...(get('start') === '1' || !source.vm || context.missing.length === 0 ? [] : [lacks(context).reason]),
  ];
}

function runningInWords(source: Source, running: string): readonly string[] {
  if (!source.running) return [];
  if (running === 'stop') return [`${source.name} is stopped, copied and started again: its users lose it meanwhile.`];
  if (running !== 'snapshot') return [];
  return [
    `${source.name} runs: the clone begins as after a power cut at the moment of the snapshot${
      source.volumes.length > 1 ? `, and its ${source.volumes.length} disks are not one moment` : ''
    }.`,
  ];
}

function otherNetwork(source: Source, copies: readonly Copy[]): readonly string[] {
  const odd = copies.flatMap(({moved}) =>
    [...moved].flatMap(([old, fresh]) => (inNetwork(fresh, `${old}/24`) || fresh.includes(':') ? [] : [fresh])),
  );
  return source.inside === 'cloud-init' && odd.length > 0
    ? [`${odd.join(', ')}: in another network than ${source.name}, and the gateway in its cloud-init seed stays.`]
    : [];
}

/** jclone gives rsync `SRC/*` (cbsd-ops 3.1). */
const leftBehind = ({name}: Source): string =>
  `CBSD copies file by file here, without what begins with a dot at the top of ${name} (/.profile, /.cshrc).`;

const dependsOn = ({dataset, name}: Source): readonly string[] =>
  dataset
    ? [`The clone shares ${name}’s blocks: ${dataset.name} cannot be destroyed before the clone is promoted.`]
    : [];
