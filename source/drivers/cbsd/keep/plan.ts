import type {Answers} from '../../../model/form.ts';
import type {Plan, Refusal, Step} from '../../../model/plan.ts';
import type {CbsdContext} from '../context.ts';
import {natRefusals} from '../expose/preflight.ts';
import {finish, refuse} from '../plans/finish.ts';
import {type HostRules, hostFile, settingsFile} from './host-rules.ts';
import {copyOf, guardOf, includesStep, liveStep, loadStep, putSteps, stageSteps, writeSteps} from './steps.ts';
import {hasIncludes, withExternal, withIncludes} from './texts.ts';

/**
 * CBSD's every load replaces the host's whole ruleset (cbsd-ops 1.8). This makes it load the host's own file, which includes
 * CBSD's lines. Only where that load changes nothing but adds CBSD's rules: what could cut somebody off is refused.
 */
export function planKeepRules(answers: Answers, context: CbsdContext): Plan {
  const {workdir} = context.node;
  const draft = {action: 'keep-rules', target: '', title: 'Keep the host’s own firewall rules beside CBSD’s'};
  const host = context.ports.firewall.host;
  const unfit = natRefusals(context);
  if (unfit.length > 0) return finish({...draft, refusals: unfit});
  const nothing = nothingToDo(host, context);
  if (nothing !== null) return finish({...draft, warnings: [nothing], success: nothing});
  const refusals = cannot(host, context);
  if (refusals.length > 0 || host.text === null) return finish({...draft, refusals});
  const kept = [...context.ports.firewall.foreign, ...context.ports.firewall.wanted];
  const included = hasIncludes(host.text, workdir) ? null : withIncludes(host.text, workdir);
  const settings = settingsFile(workdir);
  const external = host.external ? null : withExternal(host.settings, hostFile);
  const file = {
    path: hostFile,
    mode: host.mode,
    was: host.text,
    content: included ?? host.text,
    isRules: true,
  } as const;
  const calm = [includesStep(workdir), ...(included === null ? [] : stageSteps(file))];
  const plan = finish({
    ...draft,
    steps: [
      ...calm,
      liveStep(included === null ? hostFile : copyOf(hostFile), kept),
      ...(included === null ? [] : putSteps(file)),
      ...(external === null ? [] : settingsSteps(host, settings, external)),
      loadStep(kept),
    ],
    warnings: [
      `${count(context.ports.firewall.foreign.length)} of the host stay${context.ports.firewall.foreign.length === 1 ? 's' : ''}; from now on every load of CBSD’s loads ${hostFile}.`,
      'A rule that is loaded by hand and does not stand in that file goes with the next load, as with every load of pf.',
    ],
    touches: [{kind: 'host', id: '', mode: 'change'}],
    success: `CBSD loads ${hostFile} now, and the host’s own rules are live beside its own`,
  });
  return answers.confirm_network === 'none'
    ? plan
    : {...plan, guard: {...guardOf(patienceSeconds), first: calm.length, last: calm.length}};
}

/** How long the operator has for a new login. */
const patienceSeconds = 120;

function settingsSteps(host: HostRules, path: string, content: string): readonly Step[] {
  if (host.settings === null) return writeSteps({path, mode: 0o644, content});
  const file = {path, mode: host.settingsMode, was: host.settings, content};
  return [...stageSteps(file), ...putSteps(file)];
}

const count = (rules: number): string => (rules === 1 ? '1 rule' : `${rules} rules`);

function nothingToDo(host: HostRules, {node, ports}: CbsdContext): string | null {
  if (host.external && hasIncludes(host.text ?? '', node.workdir))
    return `CBSD loads ${hostFile} already, which includes its rules.`;
  if (host.external && !/pfctl\s+-f\s+\/etc\/pf\.conf\b/.test(host.settings ?? ''))
    return `CBSD loads as cbsd_external_naton() of ${settingsFile(node.workdir)} says: that is the operator’s own, and stays.`;
  return !host.external && ports.firewall.foreign.length === 0
    ? 'No rule of the host would go when CBSD loads its own: there is nothing to keep.'
    : null;
}

function cannot(host: HostRules, {node, ports}: CbsdContext): readonly Refusal[] {
  const no = (code: Refusal['code'], reason: string) => [refuse(code, null, reason)];
  const byHand = `by hand: include lines for pfnat.conf and pfrdr.conf of ${node.workdir}/etc, and cbsd_external_naton() in ${settingsFile(node.workdir)}`;
  if (host.path !== hostFile)
    return no(
      'unsupported',
      `This host keeps its rules in ${host.path} (pf_rules), which is not changed from here; ${byHand}.`,
    );
  if (host.text === null)
    return no(
      'missing',
      `The rules that are loaded stand in no file: ${hostFile} is not there. Write them there first.`,
    );
  if (/[^\n\t\x20-\x7e\u00a0-\uffff]/.test(host.text))
    return no('unsupported', `${hostFile} holds characters that would not survive a change from here; ${byHand}.`);
  if (host.broken !== '') return no('wrong-state', `${hostFile} does not load as it stands (${host.broken}).`);
  const own = new Set([...ports.firewall.wanted, ...host.rules]);
  const lost = ports.firewall.foreign.filter(rule => !own.has(rule));
  if (lost.length > 0)
    return no(
      'wrong-state',
      `${shown(lost)} ${lost.length === 1 ? 'is' : 'are'} loaded and ${lost.length === 1 ? 'stands' : 'stand'} not in ${hostFile}: a load would take ${lost.length === 1 ? 'it' : 'them'} away. Write ${lost.length === 1 ? 'it' : 'them'} there first.`,
    );
  const loaded = new Set([...ports.firewall.foreign, ...ports.firewall.wanted]);
  const fresh = host.rules.filter(rule => !loaded.has(rule));
  return fresh.length > 0
    ? no(
        'wrong-state',
        `${hostFile} holds what is not loaded now (${shown(fresh)}): loading it could cut off who works here. Load it yourself first: pfctl -f ${hostFile}`,
      )
    : [];
}

const shown = (rules: readonly string[]): string =>
  `${rules.slice(0, 2).join(' · ')}${rules.length > 2 ? ` and ${rules.length - 2} more` : ''}`;
