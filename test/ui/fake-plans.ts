import type {Answers} from '../../source/model/form.ts';
import type {Plan, Step} from '../../source/model/plan.ts';

const step = (given: Partial<Step> & {readonly title: string}): Step => ({
  command: null,
  file: null,
  check: null,
  undo: null,
  residue: [],
  root: true,
  estimateSeconds: null,
  progress: null,
  interruptible: false,
  secrets: [],
  ...given,
});

/** Two or three steps that look like the platform's own, made of nothing but the answers. */
export function fakePlan(action: string, target: string, answers: Answers): Plan {
  if (action === 'start' || action === 'stop' || action === 'destroy') return powerPlan(action, target);
  const kind = action === 'create-vm' ? 'VM' : 'jail';
  const conf = `/usr/jails/tmp/${target}.jconf`;
  const verb = action === 'create-vm' ? 'b' : 'j';
  const refusals =
    target === 'web1'
      ? [{field: 'jname', code: 'name-taken', reason: 'web1 is the name of a jail already', owner: 'web1'} as const]
      : [];
  return {
    action,
    target,
    title: `Create ${kind} ${target} at ${answers.ip4_addr ?? '10.0.0.14'} and start it`,
    steps:
      refusals.length > 0
        ? []
        : [
            step({
              title: 'Write its settings',
              file: {
                path: conf,
                mode: 0o600,
                content: [
                  `jname='${target}';\nver='${answers.ver ?? '14.1'}';\n`,
                  "user_pw_root='",
                  {secret: 'user_pw_root:crypt'},
                  "';\n",
                ],
              },
              undo: [{argv: ['/bin/rm', conf]}],
              secrets: answers.user_pw_root ? ['user_pw_root'] : [],
            }),
            step({
              title: `Create the ${kind}`,
              command: {argv: ['/usr/local/bin/cbsd', `${verb}create`, `jconf=${conf}`, 'inter=0']},
              check: {id: 'exists', target, expect: {}, says: `${target} is in the database and stopped`},
              undo: [{argv: ['/usr/local/bin/cbsd', `${verb}remove`, target]}],
              estimateSeconds: 8,
            }),
            step({
              title: 'Start it',
              command: {argv: ['/usr/local/bin/cbsd', `${verb}start`, `jname=${target}`, 'inter=0']},
              check: {id: 'runs', target, expect: {}, says: `${target} runs and has its address`},
              undo: [{argv: ['/usr/local/bin/cbsd', `${verb}stop`, `jname=${target}`]}],
              estimateSeconds: 4,
            }),
          ],
    warnings:
      answers.user_pw_root === undefined && kind === 'jail'
        ? ['root has no password: only login from the host works']
        : [],
    refusals,
    assumptions: [],
    touches: [],
    fingerprint: `${action} ${target} ${Object.keys(answers).join(' ')}`,
    success: `${target} runs at {address}`,
    next: [],
  };
}

const titles: Readonly<Record<string, string>> = {start: 'Start', stop: 'Stop', destroy: 'Remove'};

const powerPlan = (action: string, target: string): Plan => ({
  action,
  target,
  title: `${titles[action]} ${target}`,
  steps: [
    step({
      title: `${titles[action]} it`,
      command: {argv: ['/usr/local/bin/cbsd', `j${action}`, `jname=${target}`]},
    }),
  ],
  warnings: [],
  refusals: [],
  assumptions: [],
  touches: [],
  fingerprint: `${action} ${target}`,
  success: '',
  next: [],
});
