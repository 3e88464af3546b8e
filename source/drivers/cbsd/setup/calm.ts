import {valueIn} from '../../../model/draft.ts';
import type {FormView, Get} from '../../../model/form.ts';
import type {Assumption, Step} from '../../../model/plan.ts';
import {contentCheck, editStep} from './edit.ts';
import type {HostFacts} from './facts.ts';
import {initSteps} from './init.ts';
import {loaderChange, rcChange, sudoersChange, sysctlChange} from './predict.ts';
import {settingSteps} from './settings.ts';
import {baseSteps, moduleSteps, nameSteps, packageSteps, placeSteps} from './steps.ts';

/** Everything of a set-up that cuts nobody off, in the order in which one part needs the other. */
export function calmSteps(view: FormView, facts: HostFacts): readonly Step[] {
  const get = valueIn(view);
  return [
    ...packageSteps(get, facts),
    ...placeSteps(get, facts),
    ...fileSteps(get, facts),
    ...nameSteps(get, facts),
    ...moduleSteps(get, facts),
    ...initSteps(get, facts),
    ...settingSteps(view, facts),
    ...baseSteps(get, facts),
  ];
}

const fileSteps = (get: Get, facts: HostFacts): readonly Step[] => {
  const [rc, sysctl, sudoers] = [rcChange(get, facts), sysctlChange(get, facts), sudoersChange(get, facts)];
  return [
    ...(rc ? editStep('Change rc.conf, which a boot reads', rc) : []),
    ...(sysctl ? editStep('Change sysctl.conf', sysctl) : []),
    ...(sudoers
      ? editStep('Let the user cbsd become root for CBSD, read by visudo first', sudoers, '0440', 'sudoers')
      : []),
  ];
};

/** The files are changed as shown only while they are what they were when they were read. */
export const filesAsRead = (get: Get, facts: HostFacts): readonly Assumption[] =>
  [
    rcChange(get, facts),
    sysctlChange(get, facts),
    sudoersChange(get, facts),
    facts.isNode ? null : loaderChange(facts),
  ].flatMap(change =>
    change ? [{id: 'file-unchanged', target: change.path, value: contentCheck(change).expect.before ?? ''}] : [],
  );
