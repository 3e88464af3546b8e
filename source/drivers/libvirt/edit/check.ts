import {textAt} from '../../../text/xml.ts';
import type {GuestFacts} from '../guest-facts.ts';
import {memoryOf, settingsOf} from '../look/domains.ts';
import {type Judge, verdict} from '../verdict.ts';

/** What changes of a guest claim, read back from what libvirt stores of it. */
export const editJudges: Readonly<Record<string, Judge>> = {
  'guest-set': ({target, expect}, facts) => {
    const now = valuesIn(facts);
    if (!now) return verdict(false, `libvirt has no ${target}`);
    const wished = Object.entries(expect).filter(([id]) => !id.startsWith('was:'));
    const [wrong] = wished.filter(([id, value]) => now[id] !== value);
    return wrong
      ? verdict(false, `${wrong[0]} is ${now[wrong[0]] || 'empty'} and not ${wrong[1]}`)
      : verdict(true, wished.map(([id, value]) => `${id} is ${value || 'empty'}`).join(', '));
  },
  'memory-now': ({target, expect}, {live}) => {
    const has = live && memoryOf(live, 'currentMemory');
    return verdict(String(has) === expect.current_memory, `${target} has ${has ?? 'no'} bytes of memory`);
  },
  /** The same domain by its UUID, so that the old name cannot be there too. */
  'guest-renamed': ({target, expect}, {xml}) => {
    const uuid = xml && textAt(xml, 'uuid');
    return verdict(uuid === expect.uuid, uuid === null ? `libvirt has no ${target}` : `${target} has the UUID ${uuid}`);
  },
  'reserved-as': ({expect}, {networks}) => {
    const found = networks.find(({name}) => name === expect.network)?.reservations.find(({mac}) => mac === expect.mac);
    return verdict(
      found?.address === expect.address && found?.name === expect.name,
      found
        ? `${found.address} is reserved for ${found.name} in ${expect.network}`
        : `nothing is reserved for ${expect.mac} in ${expect.network}`,
    );
  },
};

/** Memory in bytes. */
function valuesIn({xml}: GuestFacts): Readonly<Record<string, string>> | null {
  if (!xml) return null;
  return {
    memory: String(memoryOf(xml, 'memory') ?? ''),
    current_memory: String(memoryOf(xml, 'currentMemory') ?? memoryOf(xml, 'memory') ?? ''),
    vcpus: String(settingsOf(xml).cpus ?? ''),
    vcpus_max: textAt(xml, 'vcpu'),
    description: textAt(xml, 'description'),
  };
}
