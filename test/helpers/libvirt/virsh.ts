import {type Answer, failed, type Place, type Tool} from './place.ts';
import {domainVerbs} from './virsh-domains.ts';
import {hardwareVerbs} from './virsh-hardware.ts';
import {networkVerbs} from './virsh-networks.ts';
import {snapshotVerbs} from './virsh-snapshots.ts';

/** What a verb of virsh says; it throws `Refused` with libvirt's words where it fails. */
export type Verb = (words: readonly string[], place: Place) => string;

const verbs: Readonly<Record<string, Verb>> = {
  uri: () => 'qemu:///system\n',
  version: () =>
    'Compiled against library: libvirt 9.0.0\nUsing library: libvirt 9.0.0\nUsing API: QEMU 9.0.0\nRunning hypervisor: QEMU 7.2.22\nRunning against daemon: 9.0.0\n',
  echo: words => words.join(' '),
  ...domainVerbs,
  ...hardwareVerbs,
  ...snapshotVerbs,
  ...networkVerbs,
};

/** `-q -c URI VERB…`, or several verbs in one word with `;` between them: one that fails does not stop the others. */
export const virsh: Tool = (words, place) => {
  const [first = '', ...others] = words.slice(words.indexOf('-c') + 2);
  if (others.length > 0 || !first.includes(';')) return runVerb(first, others, place);
  const answers = first.split(';').map(part => {
    const [verb = '', ...given] = (part.match(/'[^']*'|\S+/g) ?? []).map(word => word.replace(/^'([\s\S]*)'$/, '$1'));
    return runVerb(verb, given, place);
  });
  const told = answers.map(answer => (typeof answer === 'string' ? {code: 0, stdout: answer, stderr: ''} : answer));
  return {
    code: told.at(-1)?.code ?? 0,
    stdout: told.map(({stdout = ''}) => stdout).join(''),
    stderr: told.map(({stderr = ''}) => stderr).join(''),
  };
};

function runVerb(verb: string, words: readonly string[], place: Place): Answer {
  const row = verbs[verb];
  if (!row) return failed(`error: unknown command: '${verb}'`);
  try {
    return row(words, place);
  } catch (error) {
    if (error instanceof Refused) return failed(`error: ${error.message}`);
    throw error;
  }
}

export class Refused extends Error {}
