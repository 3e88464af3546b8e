import type {CheckRow} from '../../../../model/doctor.ts';
import {formatBytes} from '../../../../text/units.ts';
import {type BaseWish, baseInWords, findBase} from '../../bases.ts';
import {type CbsdContext, nativeVersion} from '../../context.ts';
import {baseRefusals, fetchBase} from '../../plans/base.ts';
import type {Facts} from '../facts.ts';
import {missing, ok, onNode, warn} from './judged.ts';

const gibibyte = 1024 ** 3;

/** What the newest jail would be made of. */
const ownBase = ({node}: CbsdContext, {releases: {running}}: Facts): BaseWish => ({
  platform: 'FreeBSD',
  arch: node.arch,
  version: running.replace(/-.*$/, '') || nativeVersion(node),
  basename: '',
});

export const storageChecks: readonly CheckRow<Facts>[] = [
  {
    id: 'base',
    title: 'A base for jails',
    wanted: 'the base of the release that this host runs',
    why: 'The first jail waits for its download otherwise, about 200 MB.',
    judge: facts =>
      onNode(facts, context => {
        const here = context.bases.filter(({status}) => status !== 2).map(({version}) => version);
        const wish = ownBase(context, facts);
        const base = findBase(wish, context);
        if (base && base.status !== 2)
          return ok(`${baseInWords(wish)}${here.length > 1 ? `, and ${here.length - 1} more` : ''}`);
        if (base) return missing(`${baseInWords(wish)} lost its files or is in maintenance`);
        return warn(here.length === 0 ? 'none is here' : `only ${here.join(', ')}`);
      }),
    fix: 'Fetch the base of this release',
    harmless: true,
    mend: facts => {
      const {node} = facts;
      if (!node) return null;
      const wish = ownBase(node, facts);
      return {steps: fetchBase(wish, node), refusals: baseRefusals(wish, node)};
    },
  },
  {
    id: 'disk',
    title: 'Room for guests',
    wanted: 'a tenth of the file system free, and 10 GiB',
    why: 'A full file system stops guests in the middle of a write, and CBSD calls a copy that was cut off ok.',
    judge({diskBytes, diskFreeBytes}) {
      if (diskBytes === null || diskFreeBytes === null) return null;
      const found = `${formatBytes(diskFreeBytes)} of ${formatBytes(diskBytes)} free`;
      if (diskFreeBytes < gibibyte) return missing(found);
      return diskFreeBytes < Math.min(diskBytes / 10, 10 * gibibyte) || diskFreeBytes < diskBytes / 20
        ? warn(found)
        : ok(found);
    },
  },
  {
    id: 'memory',
    title: 'Memory for guests',
    wanted: 'a tenth of it free, beside what the guests have',
    why: 'A VM does not start where its memory cannot be had, and swaps where there is only just enough.',
    judge({sysctl}) {
      const [total, free] = [Number(sysctl('hw.physmem')), freeBytes(sysctl)];
      if (!(total > 0) || free === null) return null;
      const found = `${formatBytes(free)} of ${formatBytes(total)} free`;
      return free < total / 10 ? warn(found) : ok(found);
    },
  },
  {
    id: 'swap',
    title: 'Swap',
    wanted: 'some, and little of it in use',
    why: 'What was swapped out stays there when memory is free again, and is slow when a guest next needs it.',
    judge({swap, sysctl, system}) {
      if (system !== 'FreeBSD') return null;
      const [bytes, used] = [sum(swap.map(each => each.bytes)), sum(swap.map(each => each.usedBytes))];
      if (bytes === 0) return warn('none: a host out of memory kills a guest');
      const found = `${formatBytes(used)} of ${formatBytes(bytes)} in use`;
      const free = freeBytes(sysctl);
      if (used > bytes / 2) return warn(`${found}: memory is short`);
      if (used > bytes / 20 && free !== null && free > 2 * used)
        return warn(
          `${found} while ${formatBytes(free)} of memory are free: something was short before, and that stays slow`,
        );
      return ok(found);
    },
  },
];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** Free and inactive pages, as every look counts them. */
function freeBytes(sysctl: Facts['sysctl']): number | null {
  const pages = Number(sysctl('vm.stats.vm.v_free_count')) + Number(sysctl('vm.stats.vm.v_inactive_count'));
  const size = Number(sysctl('hw.pagesize'));
  return pages > 0 && size > 0 ? pages * size : null;
}
