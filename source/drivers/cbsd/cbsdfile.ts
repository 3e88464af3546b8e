import type {Part} from '../../model/command.ts';
import type {Plan, Refusal, Step} from '../../model/plan.ts';
import {refuse} from './plans/finish.ts';

/**
 * A new guest as a CBSDfile, for `cbsd up` in the folder that holds it (cbsd-create 2.6). `up` puts each value on a command
 * line of sh once more, as root, and calls a function by the guest's name: what that would change is refused by its name.
 */
export function cbsdfileOf(plan: Plan): string | Refusal {
  const family = families[plan.action];
  const settings = plan.steps.find(({file}) => file?.path.endsWith('.jconf'))?.file?.content;
  if (!family || !settings)
    return unable('A CBSDfile describes new guests: create jail and create vm can be written as one.');
  if (!/^\w+$/.test(plan.target))
    return unable(`sh has no function for the name ${plan.target}: a CBSDfile takes letters, digits and _.`);
  const rows = settingsOf(settings).filter(({key}) => !named.has(key));
  const lost = rows.find(({value}) => /[$`"\\]/.test(value));
  if (lost) return unable(`${lost.key} has a sign that cbsd up would evaluate: the form sh carries it.`);
  return [
    `# ${plan.title.replaceAll('\n', ' ')}`,
    ...plan.warnings.map(warning => `# note: ${warning.replaceAll('\n', ' ')}`),
    `${family}_${plan.target}()`,
    '{',
    ...rows.map(({key, value, secret}) => (secret ? `\t# ${key}: fill in ${secret}` : `\t${key}='${value}'`)),
    `\trunasap='${plan.steps.some(starts) ? 1 : 0}'`,
    '}',
  ].join('\n');
}

const families: Readonly<Record<string, string>> = {'create-jail': 'jail', 'create-vm': 'bhyve'};

/** What the function's own name says already. */
const named = new Set(['jname', 'emulator', 'platform']);

const starts = ({command}: Step): boolean => /^[jb]start$/.test(command?.argv[1] ?? '');

const unable = (reason: string): Refusal => refuse('unsupported', null, reason);

/** The lines that `content` of plans/settings.ts wrote: KEY='VALUE'; */
function settingsOf(content: readonly Part[]): readonly {key: string; value: string; secret: string | null}[] {
  const mark = '\u0000';
  const secrets = content.flatMap(part => (typeof part === 'string' ? [] : [part.secret]));
  const whole = content.map(part => (typeof part === 'string' ? part : mark)).join('');
  return [...whole.matchAll(/^(\w+)='([^']*)';$/gm)].map(([, key = '', value = '']) => ({
    key,
    value,
    secret: value === mark ? (secrets.shift() ?? '') : null,
  }));
}
