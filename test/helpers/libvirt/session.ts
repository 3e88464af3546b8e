import {openSession} from '../../../source/actions/open-session.ts';
import type {Session} from '../../../source/actions/session.ts';
import {libvirt} from '../../../source/drivers/libvirt/index.ts';
import {freeTerms, gate} from '../../../source/jobs/schedule/gate.ts';
import type {JobRequest} from '../../../source/jobs/store.ts';
import {noDrafts} from '../../../source/settings/drafts.ts';
import {noJobs} from '../practice-session.ts';
import {type LibvirtBench, libvirtBench} from './bench.ts';

/** A session on a libvirt stand-in that has been read, and the jobs that were asked of it: they are kept, not run. */
export async function libvirtSession(
  bench: LibvirtBench = libvirtBench(),
  {readOnly = false} = {},
): Promise<{readonly session: Session; readonly bench: LibvirtBench; readonly asked: readonly JobRequest[]}> {
  const asked: JobRequest[] = [];
  const terms = {...freeTerms, readOnly};
  const session = openSession({
    host: {name: 'lab', driver: libvirt.id, practice: null},
    elevate: [],
    opened: {driver: libvirt, transport: bench.host.transport},
    jobs: {
      ...noJobs,
      async submit(request) {
        const refusals = gate(terms, new Date());
        return refusals.length > 0 ? {refusals} : {job: `job0000${asked.push(request)}`};
      },
    },
    terms: async () => terms,
    drafts: noDrafts,
  });
  await session.refresh();
  return {session, bench, asked};
}
