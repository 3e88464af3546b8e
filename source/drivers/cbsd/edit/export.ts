import type {Plan} from '../../../model/plan.ts';
import {type CbsdContext, guestInWords} from '../context.ts';
import {cbsd, patience, run} from '../plans/command.ts';
import {finish, refuse} from '../plans/finish.ts';
import {placeRefusals} from '../plans/preflight.ts';
import {operable} from '../plans/start.ts';
import {guestTouch} from '../plans/touches.ts';
import {imagesIn} from './images.ts';

/** One file with a guest's settings and data, under W/export (cbsd-ops 5.7). A VM has to be off; a jail may run. */
export function planExport(target: string, context: CbsdContext): Plan {
  const draft = {action: 'export', target, title: `Export ${target}`};
  const {guest, family, refusals} = operable(target, context);
  if (!guest || !family) return finish({...draft, refusals});
  const path = `${context.node.workdir}/export/${target}.img`;
  const may = guest.state === 'stopped' || (family === 'jail' && guest.state === 'running');
  return finish({
    ...draft,
    title: `Export ${target} to ${path}`,
    steps: [
      run(`Export ${target}`, cbsd(['jexport', `jname=${target}`], patience.create), {
        check: {id: 'file-present', target: path, expect: {path}, says: `${path} is there`},
        residue: [`a part of ${path}: rm -f ${path}`],
        seconds: 120,
      }),
    ],
    warnings: [
      ...(guest.state === 'running' ? [`${target} runs: its files are in the image as after a power cut.`] : []),
      'The image holds its passwords and keys as they are.',
    ],
    refusals: [
      ...placeRefusals(context),
      ...(may
        ? []
        : [refuse('wrong-state', null, `${guestInWords(guest)} has to be stopped before it is exported.`, target)]),
      ...(imagesIn(context).includes(path)
        ? [
            refuse(
              'name-taken',
              null,
              `${path} is there already, and is not written over: move it, or remove it.`,
              path,
            ),
          ]
        : []),
    ],
    assumptions: [
      {id: 'guest-state', target, value: guest.state},
      {id: 'path-free', target: `export/${target}.img`, value: ''},
    ],
    touches: [guestTouch(target)],
    success: `${target} is exported to ${path}`,
    next: [
      {kind: 'copy', title: 'Take it to another node', text: `scp ${path} root@NODE:${context.node.workdir}/import/`},
    ],
  });
}
