import {byReadiness, type LibraryItem} from '../../../model/library.ts';
import {scrollTo} from '../../../terminal/scroll.ts';
import type {Change, Press, World} from '../../screen.ts';
import {freshList, type ListState, listRows, pressList} from '../list.ts';
import {matcherOf} from '../matcher.ts';
import {openPlan} from '../plan/state.ts';

/** What guests are made of: bases, installers, cloud images, those that are here first. */
export type MediaScreen = ListState & {readonly place: 'media'};

export const openMedia = (): MediaScreen => ({...freshList, place: 'media'});

export function visibleMedia({filter}: MediaScreen, {view}: World): readonly LibraryItem[] {
  const matches = matcherOf(filter);
  return view.library
    .filter(({kind, name, title, state}) => matches([kind, name, title, state].join(' ')))
    .toSorted(byReadiness);
}

/** The actions here by their rows' ids, and what each plans. */
const verbs: Readonly<Record<string, string>> = {
  'fetch-media': 'fetch',
  'verify-media': 'verify',
  'remove-media': 'remove',
};

export function pressMedia(screen: MediaScreen, press: Press, world: World): Change {
  const items = visibleMedia(screen, world);
  const height = listRows(screen, world);
  const next = pressList(screen, press, items.length, height);
  if (next) return {screen: next};
  if (press.id === 'refresh') return {effects: [{do: 'refresh'}]};
  const verb = verbs[press.id ?? ''];
  const item = items[scrollTo(screen.view, screen.view.cursor, items.length, height).cursor];
  if (verb === undefined) return {};
  if (!item) return {flash: {role: 'muted', text: 'There is nothing here'}};
  const plan = world.plan(`${item.kind === 'base' ? 'base' : 'media'}-${verb}`, item.name, {});
  const [refusal] = plan.refusals;
  if (refusal) return {flash: {role: 'warn', text: refusal.reason}};
  return plan.steps.length > 0
    ? {open: openPlan(plan, {}, {})}
    : {flash: {role: 'muted', text: plan.warnings[0] ?? 'Nothing to do'}};
}
