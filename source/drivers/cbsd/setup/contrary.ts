import type {Check} from '../../../model/plan.ts';

/** The claim that holds where a step of a set-up was taken back; null: there is none. */
export function setupContrary({id, target, expect}: Check): Check | null {
  switch (id) {
    case 'file-content':
      return {
        id,
        target,
        expect: {digest: expect.before ?? '-', before: expect.digest ?? '-'},
        says: `${target} is as it was before`,
      };
    case 'packages-here':
      return {id: 'packages-gone', target, expect: {}, says: `${target} removed`};
    case 'dataset-here':
      return {id: 'dataset-gone', target, expect: {}, says: `${target} is gone`};
    case 'path-here':
      return {id: 'path-gone', target, expect: {}, says: `${target} is not there`};
    case 'nat-kept':
      return {
        ...{id, target, says: 'CBSD has NAT in its own settings as it was before'},
        expect: {nat: expect.natBefore ?? '0', natip: expect.natipBefore ?? ''},
      };
    default:
      return null;
  }
}
