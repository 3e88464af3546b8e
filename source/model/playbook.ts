import type {Command, FileWrite} from './command.ts';
import type {Plan, Step} from './plan.ts';

/**
 * The plan as an Ansible playbook for the host that it was made on. Nothing that the plan says is a template: texts that
 * Jinja would read are marked `!unsafe`. A secret is a variable that the play has to be given; without it the play stops.
 */
export const playbookOf = (plan: Plan): string =>
  [
    '---',
    ...plan.warnings.map(warning => `# note: ${oneLine(warning)}`),
    ...variablesOf(plan).map(name => `# needs the variable ${name}`),
    `- name: ${text(plan.title)}`,
    '  hosts: all',
    '  become: true',
    '  gather_facts: false',
    plan.steps.length > 0 ? '  tasks:' : '  tasks: []',
    ...plan.steps.flatMap(taskLines),
  ].join('\n');

function taskLines(step: Step): readonly string[] {
  const lines = step.file ? fileLines(step.file) : step.command ? commandLines(step.command) : [];
  return lines.length > 0 ? [`    - name: ${text(step.title)}`, ...lines.map(line => `      ${line}`)] : [];
}

const commandLines = ({argv, env = {}, stdin = ''}: Command): readonly string[] => [
  'ansible.builtin.command:',
  '  argv:',
  ...argv.map(word => `    - ${text(word)}`),
  '  chdir: /',
  `  stdin: ${text(stdin)}`,
  '  stdin_add_newline: false',
  ...(Object.keys(env).length > 0 ? ['environment:'] : []),
  ...Object.entries(env).map(([name, value]) => `  ${name}: ${text(value)}`),
];

const fileLines = ({path, mode, content}: FileWrite): readonly string[] => [
  'ansible.builtin.copy:',
  `  dest: ${text(path)}`,
  `  mode: ${text(`0${mode.toString(8)}`)}`,
  '  force: false',
  `  content: ${contentOf(content)}`,
  ...(content.some(part => typeof part !== 'string') ? ['no_log: true'] : []),
];

/** With a secret in it the whole is one expression, in which the plan's own texts are string literals. */
const contentOf = (content: FileWrite['content']): string =>
  content.every(part => typeof part === 'string')
    ? text(content.join(''))
    : JSON.stringify(
        `{{ ${content.map(part => (typeof part === 'string' ? JSON.stringify(part) : variable(part.secret))).join(' ~ ')} }}`,
      );

/** A double-quoted scalar: what JSON can write, YAML reads the same. */
const text = (value: string): string => `${/\{[{%#]/.test(value) ? '!unsafe ' : ''}${JSON.stringify(value)}`;

const variable = (secret: string): string => `secret_${secret.replace(/\W/g, '_')}`;

const variablesOf = ({steps}: Plan): readonly string[] => [
  ...new Set(
    steps.flatMap(
      ({file}) => file?.content.flatMap(part => (typeof part === 'string' ? [] : [variable(part.secret)])) ?? [],
    ),
  ),
];

const oneLine = (value: string): string => value.replaceAll('\n', ' ');
