import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {LibvirtContext} from '../../../source/drivers/libvirt/context.ts';
import {type Look, readLook} from '../../../source/drivers/libvirt/inspect.ts';
import {loadChecker} from '../../../source/model/cloud-init/validate.ts';
import type {Operator} from '../../../source/model/driver.ts';
import {root} from '../../helpers/program.ts';

await loadChecker(); // forms judge cloud-init's settings as they are typed

export const recorded = (name: string): string =>
  readFileSync(path.join(root, `test/fixtures/libvirt/${name}.txt`), 'utf8');

export const operator: Operator = {user: 'alice', machine: 'laptop', publicKeys: []};

/** A moment within the leases of the recording. */
export const takenAt = 1_795_706_600_000;

/** The host that was recorded: web, which exposes 8080:80, and web2, its quick clone; both run. */
export const recordedLook = (change: (domains: string) => string = text => text): Look =>
  readLook(change(recorded('domains')), recorded('host'), operator, takenAt);

export function recordedHost(change?: (domains: string) => string): LibvirtContext {
  const {context} = recordedLook(change);
  if (!context) throw new Error('the recording cannot be read');
  return context;
}

/** The same host with both guests off. */
export const stoppedHost = (): LibvirtContext =>
  recordedHost(text =>
    text.replaceAll(/^ {2}state\.state=1\n {2}state\.reason=1$/gm, '  state.state=5\n  state.reason=1'),
  );
