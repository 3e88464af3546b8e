import type {Check, Verdict} from '../../../model/plan.ts';
import type {Transport} from '../../../model/transport.ts';
import {formatBytes} from '../../../text/units.ts';
import {quotable, shell, vmmFolder} from '../paths.ts';
import {type CloneFacts, cloneScript, type Part, readClone} from './look.ts';

const verdict = (holds: boolean, note: string): Verdict => ({truth: holds ? 'true' : 'false', note});
const unknown = (note: string): Verdict => ({truth: 'unknown', note});

type Judge = (check: Check, clone: CloneFacts) => Verdict;

/** What a check has to see beside the databases; each part costs a process or two. */
function seenBy({id, expect}: Check): readonly Part[] {
  if (id === 'clone-made') return ['data'];
  return [
    ...('live' in expect || 'rules' in expect ? (['firewall'] as const) : []),
    ...('hooks' in expect ? (['hooks'] as const) : []),
    ...('mounts' in expect || 'seed' in expect ? (['files'] as const) : []),
    ...(id === 'clone-running' ? (['kernel'] as const) : []),
  ];
}

/** What is asked of a clone beside its source. `expect` holds the facts by the names of `identity.ts`. */
const judges: Readonly<Record<string, Judge>> = {
  'clone-made': ({target, expect}, {there, sizes, origin, facts}) => {
    if (!there) return verdict(false, `${target} is not in CBSD's database`);
    const [own = Number.NaN, whole = Number.NaN] = sizes;
    if (Number.isNaN(own)) return verdict(false, `${target} has no data: ${facts.data} is not there`);
    if (Number.isNaN(whole)) return unknown(`the size of ${expect.source} could not be read`);
    // rsync leaves what begins with a dot at the top behind (cbsd-ops 3.1); folders differ by their own few kilobytes
    if (own < whole * 0.9 - 64)
      return verdict(false, `only ${inBytes(own)} of ${inBytes(whole)} were copied to ${facts.data}`);
    const how = origin === '' ? `${inBytes(own)} copied` : `hangs on ${origin}`;
    return wrongFact({host_hostname: expect.host_hostname ?? ''}, facts) ?? verdict(true, `${target} is there, ${how}`);
  },
  'clone-closed': ({target}, {there, facts}) => {
    if (!there) return verdict(false, `${target} is not in CBSD's database`);
    return wrongFact({forwards: '0'}, facts) ?? verdict(true, `${target} has no forwards`);
  },
  'clone-password': ({target}, {facts}) =>
    wrongFact({password: 'own'}, facts) ?? verdict(true, `${target} has a VNC password of its own`),
  'clone-running': ({target, expect}, {there, runs, address, sourceRules, facts}) => {
    if (!there) return verdict(false, `${target} is not in CBSD's database`);
    if (runs === '') return verdict(false, `the kernel does not run ${target}`);
    const {rules, source, runs: name, ...wanted} = expect;
    if (rules !== undefined && sourceRules === null) return unknown('the firewall could not be read');
    if (runs !== name) return verdict(false, `the kernel calls ${target} ${runs} and not ${name}`);
    return (
      wrongFact(wanted, facts) ??
      lostRule(source ?? '', rules, sourceRules) ?? {
        ...verdict(true, `the kernel runs ${target}${name === 'running' ? '' : ` as ${runs}`}`),
        facts: {address},
      }
    );
  },
  'clone-identity': ({target, expect}, {there, facts, sourceRules}) => {
    if (!there) return verdict(false, `${target} is not in CBSD's database`);
    const {rules, source, ...wanted} = expect;
    const asksRules = rules !== undefined || 'live' in wanted;
    if (asksRules && sourceRules === null) return unknown('the firewall could not be read');
    return (
      wrongFact(wanted, facts) ??
      lostRule(source ?? '', rules, sourceRules) ??
      verdict(true, `${target} shares nothing with ${source} that was to be its own`)
    );
  },
};

export const isCloneCheck = (id: string): boolean => Object.hasOwn(judges, id);

export async function checkClone(asked: Check, workdir: string, transport: Transport): Promise<Verdict> {
  const judge = judges[asked.id];
  const source = asked.expect.source ?? '';
  if (!judge || !quotable(asked.target) || !quotable(source)) return unknown(`nobody knows how to check ${asked.id}`);
  const [fresh, old] = [asked.target, source].map(name => `${workdir}/jails-data/${name}-data`);
  const script = cloneScript(seenBy(asked));
  const argv = shell(script, workdir, asked.target, source, fresh ?? '', old ?? '', vmmFolder);
  const {stdout} = await transport.read({argv, timeoutMs: 600_000});
  const facts = readClone(stdout, asked.target, source);
  return facts.readable ? judge(asked, facts) : unknown(`${workdir}/var/db/local.sqlite could not be read`);
}

function lostRule(source: string, rules: string | undefined, live: readonly string[] | null): Verdict | null {
  const lost = (rules ?? '').split(', ').find(rule => rule !== '' && !live?.includes(rule));
  return lost === undefined ? null : verdict(false, `${source} has lost its live forward ${lost}`);
}

function wrongFact(wanted: Readonly<Record<string, string>>, facts: Readonly<Record<string, string>>): Verdict | null {
  const wrong = Object.entries(wanted).find(([key, value]) => facts[key] !== value);
  if (!wrong) return null;
  const [key, value] = wrong;
  return verdict(false, `${words[key] ?? key} is ${facts[key] || 'empty'} and not ${value}`);
}

const words: Readonly<Record<string, string>> = {
  mac: 'the MAC address',
  password: 'the VNC password',
  forwards: 'the number of its forwards',
  live: 'the number of live rules to it',
  limits: 'its table of limits',
  seed: 'the address in its cloud-init seed',
  hooks: 'what the host runs for it',
  mounts: 'its list of host folders',
  at: 'the address that the kernel gave it',
  screen: 'the port of its screen',
};

const inBytes = (kilobytes: number): string => formatBytes(kilobytes * 1024);
