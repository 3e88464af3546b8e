import type {Answers, Default, Form} from '../../../model/form.ts';
import {jname} from '../../../model/kinds/value.ts';
import type {Plan, Refusal} from '../../../model/plan.ts';
import {resolveForm} from '../../../model/resolve.ts';
import {type CbsdContext, guestInWords} from '../context.ts';
import {always, plain, tableOf} from '../forms/row.ts';
import {freeName, nameTaken} from '../forms/shared.ts';
import {addressPlan} from '../plans/addresses.ts';
import {cbsd, patience, run} from '../plans/command.ts';
import {finish, refuse, valueIn, wrongAnswers} from '../plans/finish.ts';
import {addressesFree, addressRefusals, nameFree, nameRefusal, placeRefusals} from '../plans/preflight.ts';
import {operable} from '../plans/start.ts';
import {addressTouches, guestTouch, nameTouch, registrationTouch} from '../plans/touches.ts';

const {field} = tableOf('image', () => undefined);

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

/**
 * `target`: an image's name in W/import, or its path; empty: it is asked for, those that lie here are offered. What jimport would
 * keep of the old guest is asked too: name and address.
 */
export const importForm = (target: string): Form<CbsdContext> => ({
  action: 'import',
  title: target === '' ? 'Import a guest' : `Import ${target}`,
  groups: [{id: 'image', title: 'Image'}],
  fields: [
    field(
      'jname',
      'text',
      'Image',
      '',
      'What an export wrote: its whole path here, or its name in the import folder.',
      {
        ...{speed: 'basic', required: true, free: true},
        initial: (_, context) =>
          target === '' ? {value: imagesIn(context)[0] ?? '', origin: 'first'} : {value: target, origin: 'given'},
        allowed: (_, context) => plain(imagesIn(context)),
        refuse: wrongImage,
      },
    ),
    field('new_jname', 'text', 'Name', '', 'What it is called here; nobody may have the name.', {
      ...{speed: 'basic', required: true},
      initial: (get, context) => nameFor(get('jname'), context),
      refuse: value => jname(value),
      warn: (value, _, context) => nameTaken(value, context),
    }),
    field('new_ip4_addr', 'ip-list', 'Address', '', 'DHCP takes the next free one of the node’s pool.', {
      ...{speed: 'basic', required: true},
      initial: always('DHCP', 'construct-tui'),
    }),
  ],
});

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

/** Whole paths of the images in the folders where CBSD writes and looks for them. */
const imagesIn = ({copies, node}: CbsdContext): readonly string[] =>
  (copies?.images ?? []).map(image => `${node.workdir}/${image}`);

const nameIn = (image: string): string => image.replace(/^.*\//, '').replace(/\.img$/, '');

/** The name that the guest had, or the next one like it where somebody has that. */
function nameFor(image: string, context: CbsdContext): Default {
  const name = nameIn(image);
  if (nameTaken(name, context) === null) return {value: name, origin: 'image'};
  return {value: freeName(name.replace(/\d+$/, ''), context), origin: 'next free'};
}

const wrongImage = (image: string): string | null =>
  /^(\/[A-Za-z0-9._/-]+\.img|[A-Za-z0-9_]+)$/.test(image) && !image.includes('..')
    ? null
    : 'Name an image of the node’s import folder, or its whole path ending in .img.';

/** Of an image that lies elsewhere nothing is known before. */
function imageMissing(image: string, context: CbsdContext): readonly Refusal[] {
  const {workdir} = context.node;
  const path = image.startsWith('/') ? image : `${workdir}/import/${image}.img`;
  const seen = [`${workdir}/import/`, `${workdir}/export/`].some(folder => path.startsWith(folder));
  if (!context.copies?.images || !seen || imagesIn(context).includes(path)) return [];
  return [refuse('missing', 'jname', `There is no image ${path}.`)];
}
