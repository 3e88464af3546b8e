import type {Choice, Default, Get} from '../../../../model/form.ts';
import {sshKeyProblem} from '../../../../text/sshkey.ts';
import type {CbsdContext} from '../../context.ts';
import {type Row, tableOf} from '../row.ts';
import {keyChoices, keyNote, templateProblem} from '../shared.ts';
import {fromVmProfile, isCloud} from './lookup.ts';

/** Asked with the VM itself, for nobody gets in without it. */
export const vmKey: Row = tableOf('vm', fromVmProfile).field(
  'ci_user_pubkey',
  'ssh-key',
  'SSH key',
  '',
  'The public key that may log in.',
  {
    visible: isCloud,
    speed: 'basic',
    free: true,
    initial: ownKey,
    allowed: (_, context) => [{value: '', label: 'none of mine'}, ...takenKeys(context)],
    refuse: templateProblem,
    warn: (value, get) =>
      value === '' && get('ci_user_pubkey2') === '' ? 'Without a key of yours only the node’s own key logs in.' : null,
    note: (value, _, context) =>
      value === '' ? `${context.node.workdir}/.ssh/id_rsa.pub, the node’s own` : keyNote(value, context),
  },
);

/** The operator's first key that CBSD can carry. */
function ownKey(_: Get, context: CbsdContext): Default {
  const first = takenKeys(context).find(choice => choice.disabled === undefined);
  return first ? {value: first.value, origin: 'your key'} : {value: '', origin: 'CBSD'};
}

/** What cannot be used is shown with the reason. */
export const takenKeys = (context: CbsdContext): readonly Choice[] =>
  keyChoices(context).map(choice => {
    const reason = sshKeyProblem(choice.value) ?? templateProblem(choice.value);
    return reason === null ? choice : {...choice, disabled: reason};
  });
