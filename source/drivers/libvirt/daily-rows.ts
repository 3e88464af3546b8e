import type {ActionRow} from './action-row.ts';
import {editForm} from './edit/form.ts';
import {planSet} from './edit/plan.ts';
import {planRename, renameForm} from './edit/rename.ts';
import {diskAddForm, planDiskAdd} from './hardware/disk-add.ts';
import {diskGrowForm, planDiskGrow} from './hardware/disk-grow.ts';
import {nicAddForm, planNicAdd} from './hardware/nic-add.ts';
import {nicSetForm, planNicSet} from './hardware/nic-set.ts';
import {planDestroy, without} from './plans/destroy.ts';
import {planElsewhere} from './plans/elsewhere.ts';
import {planLifecycle} from './plans/lifecycle.ts';
import {planSnapshot, snapshotForm} from './snapshots/plan.ts';

const lifecycle = ['start', 'stop', 'restart', 'kill', 'pause', 'resume'].map(
  (action): readonly [string, ActionRow] => [
    action,
    {plan: (target, _, context) => planLifecycle(action, target, context)},
  ],
);

const snapshots = ['snapshot-create', 'snapshot-rollback', 'snapshot-remove'].map(
  (action): readonly [string, ActionRow] => [action, {form: snapshotForm(action), plan: planSnapshot(action)}],
);

/** What is done to guests that are there, an action a row. */
export const dailyRows: Readonly<Record<string, ActionRow>> = {
  ...Object.fromEntries([...lifecycle, ...snapshots]),
  set: {form: editForm, plan: planSet},
  rename: {form: renameForm, plan: planRename},
  'disk-add': {form: diskAddForm, plan: planDiskAdd},
  'disk-grow': {form: diskGrowForm, plan: planDiskGrow},
  'nic-add': {form: nicAddForm, plan: planNicAdd},
  move: {plan: (target, _, context) => planElsewhere('move')(target, context)},
  copy: {plan: (target, _, context) => planElsewhere('copy')(target, context)},
  'nic-set': {form: nicSetForm, plan: planNicSet},
  destroy: {plan: (target, _, context, earlier = []) => planDestroy(target, earlier.reduce(without, context))},
};
