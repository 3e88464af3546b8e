import {finish, refuse} from '../../../model/draft.ts';
import type {Plan, Refusal, Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import type {LibvirtContext} from '../context.ts';
import {templates} from '../forms/lookup.ts';
import {imagesFolder} from '../paths.ts';
import {fileGone, fileWritten, patience, removal, script, tool} from '../plans/command.ts';
import {pathFree, toolRefusals} from '../plans/preflight.ts';
import {imageTouch} from '../plans/touches.ts';
import {fileOf, isUrl, type Offer, offersOf, partOf, placeOf} from './catalogue.ts';
import {guestsUpon, noteOf} from './items.ts';
import {againScript, compareScript, downloadScript, importScript, lengthScript, settleScript} from './scripts.ts';

type Verb = 'fetch' | 'verify' | 'remove';
type Draft = Partial<Pick<Plan, 'steps' | 'warnings' | 'refusals' | 'assumptions' | 'success' | 'next'>>;

const titles = {fetch: 'Fetch', verify: 'Verify', remove: 'Remove'} as const;

/** What `media` names: one of the catalogue, an image that is here, an address, or a file of the host to be taken in. */
export const planMedium =
  (verb: Verb) =>
  (name: string, context: LibvirtContext): Plan => {
    const offer = offersOf(context.offers ?? []).find(each => each.name === name) ?? byAddress(name);
    const path = offer ? placeOf(offer) : verb === 'fetch' ? `${imagesFolder}/${name.split('/').at(-1)}` : name;
    const isHere = templates(context).some(image => image.path === path);
    const draft = (): Draft => {
      if (context.offers === null) return {refusals: [unreadable]};
      if (verb !== 'fetch') return isHere ? ways[verb](path, context) : {refusals: [missing(name)]};
      if (isHere) return {warnings: [`It is here already: ${path}`], success: `${path} is here already`};
      return offer ? fetching(offer, context) : importing(name, path);
    };
    return finish({
      action: `media-${verb}`,
      target: name,
      title: `${titles[verb]} ${path.split('/').at(-1)}`,
      touches: [imageTouch(path, verb === 'verify' ? 'read' : 'change')],
      ...draft(),
    });
  };

const unreadable = refuse(
  'unreadable',
  null,
  'The host’s own list of images, /etc/construct-tui/images.json, is no JSON list of rows: mend it or move it away.',
);

const missing = (name: string): Refusal =>
  refuse('missing', 'name', `There is no image ${name} here: construct-tui media list shows them.`);

const byAddress = (name: string): Offer | undefined =>
  isUrl(name) ? {name, title: name, url: name, sums: null, algorithm: 'sha256'} : undefined;

/** The download goes on where an earlier one ended; nothing has its last name before it was compared. */
function fetching(offer: Offer, context: LibvirtContext): Draft {
  const [part, path, note] = [partOf(offer), placeOf(offer), noteOf(placeOf(offer))];
  const isPacked = offer.url.endsWith('.xz');
  return {
    steps: [
      run(`Download ${offer.url}`, script(downloadScript, [part, offer.url], patience.fetch), {
        check: fileWritten(part),
        undo: [],
        residue: [`${part}: it stays for the next attempt; rm -f ${part} ${part}.from`],
        seconds: 120,
        progress: {
          read: tool(['stat', '-c', '%s', part]),
          totalBytes: 0,
          whole: script(lengthScript, [offer.url]),
        },
        interruptible: true,
      }),
      ...(offer.sums === null
        ? []
        : [
            run(
              'Compare its checksum with the list of its mirror',
              script(compareScript, [part, offer.sums, fileOf(offer), offer.algorithm.slice(3), note], patience.start),
              {check: fileWritten(note), undo: [removal(note)], residue: [`${note}: rm -f ${note}`], seconds: 10},
            ),
          ]),
      settle(part, path, note, isPacked),
    ],
    warnings: [
      ...(offer.sums === null ? ['Not verified: nobody says what its checksum has to be.'] : []),
      ...(offer.sums !== null && new URL(offer.url).protocol !== 'https:'
        ? ['The image and its list come by a connection that anybody on the way can change.']
        : []),
    ],
    refusals: toolRefusals(isPacked ? ['curl', 'qemu-img', 'xz'] : ['curl', 'qemu-img'], context),
    assumptions: [pathFree(path)],
    success: `${fileOf({url: path})} is here${offer.sums === null ? ', not verified' : ', and its checksum is its mirror’s'}`,
    next: [{kind: 'copy', title: 'Make a guest of it', text: `construct-tui create vm NAME --set image=${path}`}],
  };
}

const settle = (part: string, path: string, note: string, isPacked: boolean): Step =>
  run(
    isPacked ? `Unpack it as ${path}` : `Give it its name, ${path}`,
    script(settleScript, [part, path, note], patience.copy),
    {
      check: fileWritten(path),
      undo: [removal(path)],
      residue: [`${path}: rm -f ${path}`, ...(isPacked ? [`${part}.raw: rm -f ${part}.raw`] : [])],
      seconds: isPacked ? 60 : 1,
    },
  );

/** A file of the host's: a copy of it, for its owner may change it. */
function importing(name: string, path: string): Draft {
  if (!/^\/[A-Za-z0-9._/+-]+\.(qcow2|img|raw|iso)$/.test(name) || name.split('/').includes('..'))
    return {
      refusals: [
        refuse(
          'invalid',
          'name',
          `${name} is no image of the catalogue, no address, and no whole path that ends in .qcow2, .img, .raw or .iso.`,
        ),
      ],
    };
  return {
    steps: [
      run(`Copy ${name} to ${path}`, script(importScript, [name, path], patience.copy), {
        check: fileWritten(path),
        undo: [removal(path)],
        residue: [`${path}.part: rm -f ${path}.part`],
        seconds: 10,
        progress: {read: tool(['stat', '-c', '%s', `${path}.part`]), totalBytes: 0},
      }),
    ],
    warnings: ['Not verified: nobody says what its checksum has to be.'],
    assumptions: [pathFree(path)],
    success: `${path} is here, not verified`,
  };
}

const ways: Readonly<Record<'verify' | 'remove', (path: string, context: LibvirtContext) => Draft>> = {
  verify: (path, {sums}) => {
    const note = sums.get(path);
    if (!note)
      return {
        refusals: [refuse('unsupported', 'name', `Not verified: no checksum of ${path} was noted when it came here.`)],
      };
    const command = script(againScript, [path, note.sum], patience.start);
    return {
      steps: [run('Compare its checksum with the one that was noted', command, {check: null, undo: [], seconds: 20})],
      success: 'its checksum is the one that was noted when it was fetched',
    };
  },
  remove: (path, context) => {
    const [owner, ...more] = guestsUpon(path, context);
    return {
      steps: [run(`Remove ${path}`, removal(path, noteOf(path)), {check: fileGone(path), seconds: 1})],
      warnings: ['It cannot be taken back; it can be fetched again.'],
      refusals:
        owner === undefined
          ? []
          : [refuse('wrong-state', null, `${path} is in use by ${[owner, ...more].join(', ')}.`, owner)],
      success: `${path} is gone`,
    };
  },
};
