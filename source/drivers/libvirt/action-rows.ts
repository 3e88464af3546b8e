import type {ActionRow} from './action-row.ts';
import {cloneForm} from './clone/form.ts';
import {planClone} from './clone/plan.ts';
import {dailyRows} from './daily-rows.ts';
import {exposeForm, ofGuest, unexposeForm} from './expose/form.ts';
import {planExpose} from './expose/plan.ts';
import {planUnexpose} from './expose/unexpose.ts';
import {vmForm} from './forms/vm.ts';
import {planMedium} from './library/plans.ts';
import {planCreateVm} from './plans/create-vm.ts';
import {vmAnswersLike} from './plans/like.ts';

/** What libvirt can do for us, an action a row; what is not here is refused in words. */
export const rows: Readonly<Record<string, ActionRow>> = {
  'create-vm': {form: vmForm, like: vmAnswersLike, plan: (_, answers, context) => planCreateVm(answers, context)},
  clone: {form: cloneForm, plan: planClone},
  expose: {form: target => ofGuest(exposeForm, target), plan: planExpose},
  unexpose: {form: target => ofGuest(unexposeForm, target), plan: planUnexpose},
  'media-fetch': {plan: (target, _, context) => planMedium('fetch')(target, context)},
  'media-verify': {plan: (target, _, context) => planMedium('verify')(target, context)},
  'media-remove': {plan: (target, _, context) => planMedium('remove')(target, context)},
  ...dailyRows,
};
