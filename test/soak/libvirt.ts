import {faultCases, faultRows, prepareSource} from '../helpers/libvirt/fault-cases.ts';
import {faultyLibvirt, libvirtFaults} from '../helpers/libvirt/faults.ts';
import {libvirtHost} from '../helpers/libvirt.ts';
import {needs} from '../helpers/skip.ts';
import type {Part} from './part.ts';

/** A sample of it is part of `npm run real`. */
export const libvirt: Part = {
  name: 'libvirt',
  title:
    'on a real libvirt, whatever tool lies, fails or dies at whatever step, the job tells it and leaves nothing untold',
  async run({sample, tally}) {
    const why = sample ? 'its sample is in `npm run real`' : needs('libvirt');
    if (why !== false) return `nothing here: ${why}`;
    const cleaning: (() => unknown)[] = [];
    let cases = 0;
    try {
      const host = await libvirtHost({after: (clean: () => unknown) => void cleaning.push(clean)});
      await host.bringImage();
      const bench = faultyLibvirt(host);
      await prepareSource(bench);
      for (const row of faultRows)
        for await (const {what, run} of faultCases(host, bench, row, libvirtFaults)) {
          cases += 1;
          await tally.check(what, run);
        }
    } finally {
      for (const clean of cleaning.reverse()) await clean();
    }
    return `${cases} faults`;
  },
};
