import type {ActionRow} from './action-row.ts';
import {planExport} from './edit/export.ts';
import {editForm} from './edit/form.ts';
import {planImport} from './edit/import.ts';
import {importForm} from './edit/import-form.ts';
import {planProtect, planSet} from './edit/plan.ts';
import {planRename, renameForm} from './edit/rename.ts';
import {hardwareForm} from './hardware/form.ts';
import {planHardware} from './hardware/plan.ts';
import {planElsewhere} from './plans/elsewhere.ts';
import {planKill, planPause, planRestart} from './plans/lifecycle.ts';
import {planEndMaintenance} from './plans/maintenance.ts';
import {planRemove} from './removal/plan.ts';
import {createForm} from './snapshots/form.ts';
import {
  ofThoseThere,
  planRollback,
  planSnapshot,
  planSnapshotRemoval,
  removeForm,
  rollbackForm,
} from './snapshots/plan.ts';

/** What is done to guests that are there, an action a row. */
export const dailyRows: Readonly<Record<string, ActionRow>> = {
  kill: {plan: (target, _, context) => planKill(target, context)},
  'end-maintenance': {plan: (target, _, context) => planEndMaintenance(target, context)},
  restart: {plan: (target, _, context) => planRestart(target, context)},
  pause: {plan: (target, _, context) => planPause('pause', target, context)},
  resume: {plan: (target, _, context) => planPause('resume', target, context)},
  set: {form: editForm, plan: planSet},
  rename: {form: renameForm, plan: planRename},
  protect: {plan: (target, _, context) => planProtect('protect', target, context)},
  unprotect: {plan: (target, _, context) => planProtect('unprotect', target, context)},
  'snapshot-create': {form: createForm, plan: planSnapshot},
  'snapshot-rollback': {form: ofThoseThere(rollbackForm), plan: planRollback},
  'snapshot-remove': {form: ofThoseThere(removeForm), plan: planSnapshotRemoval},
  'disk-add': {form: hardwareForm('disk-add'), plan: planHardware('disk-add')},
  'disk-grow': {form: hardwareForm('disk-grow'), plan: planHardware('disk-grow')},
  'nic-set': {form: hardwareForm('nic-set'), plan: planHardware('nic-set')},
  'nic-add': {form: hardwareForm('nic-add'), plan: planHardware('nic-add')},
  export: {plan: (target, _, context) => planExport(target, context)},
  import: {form: importForm, plan: planImport},
  move: {plan: (target, _, context) => planElsewhere('move')(target, context)},
  copy: {plan: (target, _, context) => planElsewhere('copy')(target, context)},
  destroy: {plan: (target, _, context) => planRemove(target, context)},
};
