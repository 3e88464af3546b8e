import type {Call, Steps} from '../../call.ts';
import {host, paths} from '../../host.ts';
import type {World} from '../../world.ts';
import {inNetwork, ipType} from '../ip.ts';
import {nodeRow} from '../node-row.ts';

const networks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** Tells the state of NAT, then sets it (`fw_new=`, `natip_new=`) or asks. It applies nothing: that is naton's part. */
export function* natcfg(call: Call): Steps {
  const {paint, world} = call;
  const node = nodeRow(world);
  const line = (label: string, value: string): void => call.say(`${paint.n1}${label}: ${paint.n2}${value}${paint.n0}`);
  call.say(`${paint.n1}CBSD NAT current status:${paint.n0}`);
  line('enabled', node.nat === '0' ? 'disabled' : node.nat);
  line('natip', node.natip);
  call.say('');
  const [framework, address] = [call.get('fw_new'), call.get('natip_new')];
  if (framework !== '' || address !== '') {
    if (address !== '') world.change('local', 'UPDATE local SET natip = ?', address);
    yield* configure(call, framework || node.nat, address || node.natip);
    return 0;
  }
  const reply = yield* call.ask('Configure NAT for RFC1918 Network?', {cancel: true});
  if (reply === 0) {
    yield* configure(call, node.nat === '0' ? 'pf' : node.nat, node.natip);
    call.say(
      `${paint.n1}mark CBSD NAT as enabled. Use ${paint.n2}cbsd naton${paint.n1} to turn on immediately${paint.n0}`,
    );
  } else if (reply === 1) {
    call.say(
      `${paint.n1}mark CBSD NAT enabled. Use ${paint.n2}cbsd natoff${paint.n1} to turn off immediately${paint.n0}`,
    );
    yield* call.run('natcfg', ['fw_new=0']);
  }
  return 0;
}

function* configure(call: Call, framework: string, natip: string): Steps {
  const {n0, n1, n2} = call.paint;
  let address = natip;
  if (ipType(natip) === 0) {
    if (natip !== host.nic) {
      call.say(`${n1}Unable to determine first IP for nic: ${n2}${natip}${n0}`);
      return 2;
    }
    address = nodeRow(call.world).nodeip;
    call.say(`${n1}make_nat: ${address} IP selected via: ${n2}${natip}${n0}`);
  }
  if (framework === 'pf') writeTranslation(call.world, address);
  else if (['0', 'disable'].includes(framework)) yield* call.run('natoff', []);
  else if (!['ipfw', 'ipfilter'].includes(framework)) return 1;
  call.world.change('local', 'UPDATE local SET nat_enable = ?', framework === 'disable' ? '0' : framework);
  return 0;
}

/** One line a private network, but never for the one that holds natip (cbsd-ops 1.8); other lines are kept, sorted. */
export const writeTranslation = (world: World, natip: string): void => {
  const file = `${paths.etc}/pfnat.conf`;
  const others = (world.read(file) ?? '').split('\n').filter(line => !/^nat on |Setup by CBSD NAT|^$/.test(line));
  const own = networks
    .filter(network => !inNetwork(natip, network))
    .map(network => `nat on ${host.nic} from ${network} to ! ${network} -> ${natip} # // Setup by CBSD NAT`);
  world.write(file, [...own, ...new Set(others.sort())].map(line => `${line}\n`).join(''));
};
