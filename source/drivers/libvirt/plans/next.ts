import type {Operator} from '../../../model/driver.ts';
import type {Get} from '../../../model/form.ts';
import type {NextAction, Plan} from '../../../model/plan.ts';
import type {LibvirtContext} from '../context.ts';
import {isCloud, isInstaller} from '../forms/lookup.ts';
import type {HostFacts} from '../look/host.ts';
import {connection} from '../paths.ts';

const copy = (title: string, text: string): NextAction => ({kind: 'copy', title, text});
const act = (title: string, action: string, target: string): NextAction => ({kind: 'action', title, action, target});

/** What a new guest's result says, and what can be done with it then. */
export function afterVm(
  get: Get,
  address: string,
  started: boolean,
  {host, operator}: LibvirtContext,
): Pick<Plan, 'success' | 'next'> {
  const name = get('jname');
  const further = [act('Expose a port, such as 8080 to its 80', 'expose', name), act(`Clone ${name}`, 'clone', name)];
  if (!started)
    return {success: `${name} is made and stopped`, next: [act(`Start ${name}`, 'start', name), ...further]};
  const runs = address ? `${name} runs at {address}` : `${name} runs`;
  return {
    success: isInstaller(get) ? `${name} runs the installer, on its screen` : runs,
    next: [
      ...(address && isCloud(get) ? [copy('Log in by SSH', `ssh ${get('user')}@${address}`)] : []),
      copy('Its console', `virsh -c ${connection} console ${name}`),
      ...(get('screen') === 'none'
        ? []
        : [copy('Where its screen is', `virsh -c ${connection} domdisplay ${name}`), tunnel(name, host, operator)]),
      ...further,
    ],
  };
}

/** Only this host can see the screen; a tunnel brings it to the operator. Which port it has is known once the guest runs: it is asked then. */
function tunnel(name: string, host: HostFacts, {user, reachedBy}: Operator): NextAction {
  const server = `${user || 'root'}@${reachedBy?.server ?? host.name}`;
  const port = `$((5900 + $(ssh ${server} virsh -c ${connection} vncdisplay ${name} | cut -d: -f2)))`;
  return copy('A tunnel to its screen, for vncviewer 127.0.0.1:5901', `ssh -L 5901:127.0.0.1:${port} ${server}`);
}
