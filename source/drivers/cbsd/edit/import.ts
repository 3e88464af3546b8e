import type {Answers} from '../../../model/form.ts';
import type {Plan, Refusal} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import type {CbsdContext} from '../context.ts';
import {addressPlan} from '../plans/addresses.ts';
import {cbsd, patience, run} from '../plans/command.ts';
import {finish, refuse, valueIn, wrongAnswers} from '../plans/finish.ts';
import {addressesFree, addressRefusals, nameFree, nameRefusal, placeRefusals} from '../plans/preflight.ts';
import {addressTouches, nameTouch, registrationTouch} from '../plans/touches.ts';
import {imagesIn} from './images.ts';
import {importForm} from './import-form.ts';

/** jimport ends with 0 when it has done nothing (cbsd-ops 5.7): only the database tells. */
export function planImport(target: string, answers: Answers, context: CbsdContext): Plan {
  const named = target === '' ? answers : {jname: target, ...answers};
  const view = resolveForm(importForm(target), named, context);
  const get = valueIn(view);
  const image = get('jname');
  const draft = {action: 'import', target: image, title: `Import ${image}`};
  const wrong = [...placeRefusals(context), ...wrongAnswers(view, '')];
  if (wrong.length > 0) return finish({...draft, refusals: wrong});
  const name = get('new_jname');
  const address = addressPlan('new_ip4_addr', get('new_ip4_addr'), context);
  const words = [`jname=${image}`, `new_jname=${name}`, `new_ip4_addr=${address.value}`];
  const removal = cbsd(['jremove', `jname=${name}`], patience.stop);
  return finish({
    ...draft,
    title: `Import ${image} as ${name}`,
    steps: [
      run(`Import ${image} as ${name}`, cbsd(['jimport', ...words], patience.create), {
        check: {
          id: 'guest-exists',
          target: name,
          expect: {ip4_addr: address.value},
          says: `${name} is in the database with the address ${address.value}`,
        },
        undo: [removal],
        residue: [`a part of ${name}: ${removal.argv.join(' ')}`],
        seconds: 120,
      }),
    ],
    warnings: [
      ...address.notes,
      'Its host name, passwords, keys and machine-id are those of the guest that was exported.',
    ],
    refusals: [
      ...nameRefusal(name, context).map(each => ({...each, field: 'new_jname'})),
      ...address.refusals,
      ...addressRefusals('new_ip4_addr', address.value.split(','), context),
      ...imageMissing(image, context),
    ],
    assumptions: [nameFree(name), ...addressesFree(address.value.split(','))],
    touches: [nameTouch(name), registrationTouch('vm', 'create'), ...addressTouches(address.value.split(','))],
    success: `${name} is here, made of ${image}, and stopped`,
    next: [{kind: 'action', title: `Start ${name}`, action: 'start', target: name}],
  });
}

/** Of an image that lies elsewhere nothing is known before. */
function imageMissing(image: string, context: CbsdContext): readonly Refusal[] {
  const {workdir} = context.node;
  const path = image.startsWith('/') ? image : `${workdir}/import/${image}.img`;
  const seen = [`${workdir}/import/`, `${workdir}/export/`].some(folder => path.startsWith(folder));
  if (!context.copies?.images || !seen || imagesIn(context).includes(path)) return [];
  return [refuse('missing', 'jname', `There is no image ${path}.`)];
}
