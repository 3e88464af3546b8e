import {finish, refuse, valueIn, wrongAnswers} from '../../../model/draft.ts';
import type {Answers, Form} from '../../../model/form.ts';
import {jname} from '../../../model/kinds/value.ts';
import type {Plan, Step} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {run} from '../../../model/step.ts';
import type {LibvirtContext} from '../context.ts';
import {type Door, doorPath} from '../expose/doors.ts';
import {loadCommand, loadStep} from '../expose/set-up.ts';
import {keysText} from '../expose/steps.ts';
import {fieldsOf} from '../forms/row.ts';
import {tool, virsh} from '../plans/command.ts';
import {reservationsOf} from '../plans/destroy.ts';
import {renameReservation} from '../plans/network.ts';
import {domainOf, domainStateSeen, nameFree, nameRefusal, operable, wrongState} from '../plans/preflight.ts';
import {firewallTouch, guestTouch, nameTouch} from '../plans/touches.ts';
import {doorsSeen} from '../stale.ts';

const field = fieldsOf('rename');

export const renameForm = (target: string): Form<LibvirtContext> => ({
  action: 'rename',
  title: target === '' ? 'Rename a guest' : `Rename ${target}`,
  groups: [{id: 'rename', title: 'Rename'}],
  fields: [
    field('new', 'text', 'New name', 'Its host name inside and the names of its disks stay as they are.', {
      ...{speed: 'basic', required: true},
      refuse: value => jname(value),
      warn: (value, _, context) => (domainOf(value, context) ? `The name ${value} is taken.` : null),
    }),
  ],
});

/** libvirt renames a stopped guest; its reservation and its doors name it too, and go along. */
export function planRename(target: string, answers: Answers, context: LibvirtContext): Plan {
  const draft = {action: 'rename', target, title: `Rename ${target}`};
  const {domain, refusals} = operable(target, context);
  if (!domain) return finish({...draft, refusals});
  const view = resolveForm(renameForm(target), answers, context);
  const wrong = wrongAnswers(view, '');
  if (wrong.length > 0) return finish({...draft, refusals: wrong});
  const fresh = valueIn(view)('new');
  const doors = context.doors.stored.filter(({owner}) => owner === target);
  return finish({
    ...draft,
    title: `Rename ${target} to ${fresh}`,
    steps: [
      run(`Rename ${target} to ${fresh}`, virsh(['domrename', target, fresh]), {
        check: {
          id: 'guest-renamed',
          target: fresh,
          expect: {old: target, uuid: domain.uuid},
          says: `libvirt has ${fresh}, which was ${target}`,
        },
        undo: [virsh(['domrename', fresh, target])],
        seconds: 1,
      }),
      ...reservationsOf(domain, context)
        .filter(({name}) => name === target)
        .map(({network, ...each}) => renameReservation({...each, name: fresh}, target, network)),
      ...(doors.length > 0 ? renameDoors(doors, fresh, context) : []),
    ],
    warnings: ['The host name inside it, and the names of its disks, stay as they are.'],
    refusals: [
      ...wrongState(domain, 'stopped'),
      ...(domain.saved
        ? [refuse('wrong-state', null, `The memory of ${target} is saved: start it and stop it first.`, target)]
        : []),
      ...nameRefusal('new', fresh, context),
    ],
    assumptions: [domainStateSeen(domain), nameFree(fresh, domain.uuid), doorsSeen(`${target} ${fresh}`, context)],
    touches: [guestTouch(target), guestTouch(fresh), nameTouch(fresh), ...(doors.length > 0 ? [firewallTouch] : [])],
    success: `${target} is ${fresh} now`,
  });
}

/** The owner stands in the doors' files; `sed -i` puts each new file in place of the old one at once. */
function renameDoors(doors: readonly Door[], fresh: string, {doors: {files}}: LibvirtContext): readonly Step[] {
  const [first] = doors;
  if (!first) return [];
  const paths = doors.map(doorPath);
  const edit = (from: string, to: string) =>
    tool(['sed', '-i', `s/ comment "${from.replaceAll('.', '\\.')}" : / comment "${to}" : /g`, ...paths]);
  const renamed = doors.map(door => ({...door, owner: fresh}));
  return [
    run(`Store ${doors.length === 1 ? 'its forward' : 'its forwards'} under the new name`, edit(first.owner, fresh), {
      check: {
        id: 'doors-stored',
        target: fresh,
        expect: {there: keysText(renamed), gone: keysText(doors)},
        says: `${doors.length === 1 ? 'its forward is' : 'its forwards are'} stored for ${fresh}`,
      },
      undo: [edit(fresh, first.owner), loadCommand],
      changes: paths.map(path => {
        const before = files.get(path) ?? null;
        const after = before?.replaceAll(` comment "${first.owner}" : `, ` comment "${fresh}" : `) ?? '';
        return {path, before, after};
      }),
      seconds: 1,
    }),
    loadStep({there: keysText(renamed)}, `${fresh} has them live`, fresh),
  ];
}
