import type {Default, Form} from '../../../model/form.ts';
import {jname} from '../../../model/kinds/value.ts';
import type {CbsdContext} from '../context.ts';
import {always, plain, tableOf} from '../forms/row.ts';
import {freeName, nameTaken} from '../forms/shared.ts';
import {imagesIn} from './images.ts';

const {field} = tableOf('image', () => undefined);

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
