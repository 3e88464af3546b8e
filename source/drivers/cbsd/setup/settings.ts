import {given} from '../../../model/draft.ts';
import type {FormView} from '../../../model/form.ts';
import type {Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import {shell} from '../../../text/sections.ts';
import {patience} from '../plans/command.ts';
import {storedKeys} from './answer-file.ts';
import type {HostFacts} from './facts.ts';

const changeSetting = [
  'sqlite3 "$1/var/db/local.sqlite" "UPDATE local SET $2 = \'$3\'" || exit 1',
  'sysrc -qf "$1/nc.inventory" "$2=$3"',
].join('\n');

/** Settings of a node that answers change, as initenv-tui does it: in the database and in the file that scripts read (cbsd-ops 1.7). */
export function settingSteps(view: FormView, {isNode, settings, workdir}: HostFacts): readonly Step[] {
  if (!isNode) return [];
  const apart = ['nodename', 'workdir', 'natip']; // the first two cannot be changed so, and NAT is loaded too
  const fields = view.fields.filter(
    ({id}) => (storedKeys as readonly string[]).includes(id) && !apart.includes(id) && given(view, id),
  );
  return fields.flatMap(({id, label, value}) => {
    const old = settings.get(id) ?? '';
    if (old === value) return [];
    return [
      run(
        `Set ${label.toLowerCase()} to ${value}`,
        {argv: shell(changeSetting, workdir, id, value), timeoutMs: patience.quick},
        {
          check: {id: 'node-ready', target: workdir, expect: {[id]: value}, says: `${id} is ${value}`},
          // what somebody else has stored may be no plain word: it is never put into a statement
          undo: /['"\\$`]/.test(old)
            ? null
            : [{argv: shell(changeSetting, workdir, id, old), timeoutMs: patience.quick}],
          seconds: 1,
        },
      ),
    ];
  });
}
