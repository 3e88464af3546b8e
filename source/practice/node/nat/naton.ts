import {loadModule} from '../../blank/modules.ts';
import {setSysctl} from '../../blank/sysctl.ts';
import type {Call} from '../../call.ts';
import {host, paths} from '../../host.ts';
import type {World} from '../../world.ts';
import {ipType} from '../ip.ts';
import {ownAddresses} from '../neighbours.ts';
import {nodeRow} from '../node-row.ts';
import {enable, flushTranslation, load, rulesFile} from './pf.ts';

/** Loads NAT and forwards; what it returns is pfctl's word on being told to start pf: 1 when it runs already. */
export const naton = (call: Call): number => {
  const {paint, world} = call;
  const node = nodeRow(world);
  const nat = call.get('nat') || node.nat;
  if (nat === '0') return 0;
  call.say(`${paint.n1}CBSD: Enable IP forwarding for NAT service${paint.n0}`);
  const natip = ipType(node.natip) === 0 ? addressOf(call, node.natip) : node.natip;
  if (nat !== 'pf') return 0;
  const etc = paths.etc;
  if (!world.exists(rulesFile)) {
    const template = `${etc}/defaults/pf.conf.tpl`;
    const asTemplate = `use ${template} as template for: ${paint.n2}${rulesFile}`;
    call.say(`${paint.n1}${call.name}: first CBSD pf run: ${asTemplate}${paint.n0}`);
    world.write(rulesFile, (world.read(template) ?? '').replaceAll('%%CBSD_WORKDIR%%', host.workdir));
  }
  for (const file of ['pfnat.conf', 'pfrdr.conf']) {
    if (!world.exists(`${etc}/${file}`)) world.write(`${etc}/${file}`, '');
  }
  loadModule(world, 'pf');
  for (const name of ['net.inet.ip.forwarding', 'net.inet6.ip6.forwarding']) setSysctl(world, name, '1');
  flushTranslation(world);
  if (!ownAddresses(world).includes(natip)) {
    const why = `${paint.n1}. Probably wrong ip. Nat cfg skipped${paint.n0}`;
    call.fail(`${paint.n1}Cant assign nat address: ${paint.n2}${natip}${why}`);
  }
  const wrong = externalFiles(world).flatMap(file => load(world, file));
  if (wrong.length > 0) call.err(`${wrong.join('\n')}\npfctl: Syntax error in config file: pf rules not loaded\n`);
  return enable(world) ? 0 : 1;
};

/** What `cbsd_external_naton()` of W/etc/cbsd-pf.conf loads in place of CBSD's own file; nothing else of it is played. */
const externalFiles = (world: World): readonly string[] => {
  const [, body] =
    /^\s*cbsd_external_naton\s*\(\)\s*\{([^}]*)\}/m.exec(world.read(`${paths.etc}/cbsd-pf.conf`) ?? '') ?? [];
  return body === undefined ? [rulesFile] : [...body.matchAll(/pfctl\s+-f\s+(\S+)/g)].map(([, file = '']) => file);
};

const addressOf = (call: Call, nic: string): string => {
  if (nic === host.nic) return nodeRow(call.world).nodeip;
  const {n0, n1, n2} = call.paint;
  return call.fail(`${n1}Unable to determine first IP for nic: ${n2}${nic}${n0}`);
};

/** Takes the translation rules out of pf; the other frameworks have nothing loaded here. Always 0. */
export const natoff = (call: Call): number => {
  const node = nodeRow(call.world);
  if (node.natip === '') call.fail('cbsd natoff: empty natip', 0);
  if (['pf', 'all', '0', 'disable'].includes(call.get('nat') || node.nat)) flushTranslation(call.world);
  return 0;
};
