import {type Diagnosis, diagnosisOf} from '../../../model/doctor.ts';
import type {Operator} from '../../../model/driver.ts';
import type {Transport} from '../../../model/transport.ts';
import {inspect} from '../inspect.ts';
import {readSections} from '../look/sections.ts';
import {shell} from '../paths.ts';
import {probe} from '../probe.ts';
import {checks} from './checks/index.ts';
import {readFacts} from './facts.ts';
import {doctorScript} from './script.ts';

/** The health of a host that has CBSD, half of it, or nothing of it yet: five commands at most, all of them reads. */
export async function diagnose(transport: Transport, operator: Operator): Promise<Diagnosis> {
  const [told, look] = await Promise.all([
    transport.read({argv: shell(doctorScript), outputLimit: 8 * 1024 * 1024}),
    probe(transport).then(found => found && inspect(transport, found, operator)),
  ]);
  const facts = readFacts(readSections(told.stdout), look, told);
  const silent = {state: 'unknown', found: `the host could not be asked: ${told.ending}`} as const;
  return diagnosisOf(
    facts.system === '' ? checks.map(row => ({...row, judge: () => silent})) : checks,
    facts,
    told.startedAt,
  );
}
