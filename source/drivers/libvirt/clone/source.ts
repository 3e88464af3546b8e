import type {Domain} from '../look/domains.ts';
import {seedPath} from '../plans/seed.ts';

/** It has a medium of ours, so a clone can be told who it is by another one. */
export const hasSeed = ({name, disks}: Domain): boolean =>
  disks.some(({file}) => file === seedPath(name) || /-seed\.iso$/.test(file));

/** The disks that a clone needs copies of; what is read only is shared, a seed is made anew. */
export const ownDisks = ({disks}: Domain) =>
  disks.filter(({device, file, readonly}) => device === 'disk' && file !== '' && !readonly);

export const seedDisk = ({disks}: Domain) => disks.find(({file}) => /-seed\.iso$/.test(file));
