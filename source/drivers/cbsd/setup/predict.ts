import type {Get} from '../../../model/form.ts';
import type {FileChange} from '../../../model/plan.ts';
import {distdir} from '../paths.ts';
import {readAssignments} from '../profiles/shell.ts';
import {assign} from './edit.ts';
import type {HostFacts} from './facts.ts';
import {hostFiles} from './paths.ts';

/** What a VM wants of the kernel (cbsd-ops 1.1). */
export const vmModules = ['vmm', 'nmdm', 'if_bridge', 'if_tuntap'] as const;

const change = (path: string, facts: HostFacts, edit: (text: string) => string): FileChange => {
  const before = facts.files[path] ?? null;
  const after = edit(before ?? '');
  return {path, before, after: before === null && after === '' ? '' : after};
};

const unchanged = ({before, after}: FileChange): boolean => (before ?? '') === after;

/**
 * rc.conf as CBSD would have it (cbsd-ops 1.6), written by us before it runs, so that nothing of it is a surprise. `cbsdrsyncd_enable`
 * has to stand there already: nothing else keeps CBSD from starting its server.
 */
export function rcChange(get: Get, facts: HostFacts): FileChange | null {
  const made = change(hostFiles.rc, facts, text => {
    const has = (name: string) => readAssignments(text, {}).values.has(name);
    let next = text;
    const put = (name: string, value: string) => {
      next = assign(next, name, value);
    };
    if (facts.hostname === '') put('hostname', get('hostname'));
    if (get('initenv_modify_rcconf_cbsd_workdir') === '1') put('cbsd_workdir', get('workdir'));
    if (get('initenv_modify_rcconf_cbsd_enable') === '1') put('cbsdd_enable', 'YES');
    if (get('initenv_modify_rcconf_rcshutdown_timeout') === '1') put('rcshutdown_timeout', '900');
    if (!has('cbsdrsyncd_enable'))
      put('cbsdrsyncd_enable', get('initenv_modify_rcconf_cbsdrsyncd_enable') === '1' ? 'YES' : 'NO');
    if (get('vms') === '1') {
      const list = (readAssignments(text, {}).values.get('kld_list') ?? '').split(/\s+/).filter(Boolean);
      const missing = vmModules.filter(module => !list.includes(module));
      if (missing.length > 0) put('kld_list', [...list, ...missing].join(' '));
    }
    return next;
  });
  return unchanged(made) ? null : made;
}

export function sysctlChange(get: Get, facts: HostFacts): FileChange | null {
  if (get('initenv_modify_syctl_rcshutdown_timeout') !== '1') return null;
  const made = change(hostFiles.sysctl, facts, text =>
    /^kern\.init_shutdown_timeout=/m.test(text) ? text : assign(text, 'kern.init_shutdown_timeout', '900'),
  );
  return unchanged(made) ? null : made;
}

const sudoers = [
  'Defaults     env_keep += "workdir DIALOG NOCOLOR CBSD_RNODE"',
  `Cmnd_Alias   CBSD_CMD = ${distdir}/sudoexec/*`,
  'cbsd   ALL=(ALL) NOPASSWD:SETENV: CBSD_CMD',
  '',
].join('\n');

/** Only where neither of CBSD's two files is there (cbsd-ops 1.5, question 2). */
export function sudoersChange(get: Get, facts: HostFacts): FileChange | null {
  const isThere = [hostFiles.sudoers, hostFiles.oldSudoers].some(path => facts.files[path] !== null);
  return get('initenv_modify_sudoers') === '1' && !isThere
    ? {path: hostFiles.sudoers, before: null, after: sudoers}
    : null;
}

/** What initenv writes by itself and cannot be told not to (cbsd-ops 1.4): accounting, from the next boot on. */
export function loaderChange(facts: HostFacts): FileChange | null {
  const made = change(hostFiles.loader, facts, text =>
    /^kern\.racct\.enable=/m.test(text)
      ? text
      : `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}kern.racct.enable=1\n`,
  );
  return unchanged(made) ? null : made;
}
