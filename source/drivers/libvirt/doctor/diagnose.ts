import {type Diagnosis, diagnosisOf} from '../../../model/doctor.ts';
import type {Operator} from '../../../model/driver.ts';
import type {Transport} from '../../../model/transport.ts';
import {shell} from '../../../text/sections.ts';
import {checks} from './checks.ts';
import {readHealth} from './facts.ts';
import {doctorScript} from './script.ts';

/** One command, also where libvirt is half there or not at all. */
export async function diagnose(transport: Transport, operator: Operator): Promise<Diagnosis> {
  const {stdout} = await transport.read({argv: shell(doctorScript), outputLimit: 128 * 1024 * 1024, timeoutMs: 60_000});
  const now = Date.now();
  return diagnosisOf(checks, readHealth(stdout, operator, now), now);
}
