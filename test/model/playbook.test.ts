import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {test} from 'node:test';
import {playbookOf} from '../../source/model/playbook.ts';
import {demoSession} from '../helpers/practice-session.ts';
import {needs} from '../helpers/skip.ts';

type Task = {
  readonly name: string;
  readonly 'ansible.builtin.command'?: {readonly argv: readonly string[]; readonly chdir: string};
  readonly 'ansible.builtin.copy'?: {readonly dest: string; readonly content: string; readonly mode: string};
  readonly environment?: Readonly<Record<string, string>>;
};

/** As PyYAML reads it, which is what Ansible reads with; a text marked `!unsafe` comes as `{unsafe: TEXT}`. */
function read(playbook: string): readonly {readonly tasks: readonly Task[]}[] {
  const program = [
    'import json, sys, yaml',
    "yaml.SafeLoader.add_constructor('!unsafe', lambda loader, node: {'unsafe': node.value})",
    'print(json.dumps(yaml.safe_load(sys.stdin)))',
  ].join('\n');
  return JSON.parse(execFileSync('python3', ['-c', program], {input: playbook, encoding: 'utf8'}));
}

test('an exported playbook holds every command and file of the plan to the letter', {
  skip: needs('pyyaml'),
}, async () => {
  const {session} = await demoSession();
  const plan = session.plan('create-jail', 'w1', {
    ...{jname: 'w1', ver: 'empty', pkg_bootstrap: '0'},
    exec_start: '/bin/echo {{ lookup }} $HOME: #no',
  });
  assert.deepEqual(plan.refusals, []);
  const [play] = read(playbookOf(plan));
  const steps = plan.steps.filter(({command, file}) => command ?? file);
  assert.equal(play?.tasks.length, steps.length);
  for (const [index, {command, file, title}] of steps.entries()) {
    const task: Task | undefined = play?.tasks[index];
    assert.equal(task?.name, title);
    if (file) {
      assert.deepEqual(task?.['ansible.builtin.copy']?.content, {unsafe: file.content.join('')});
      assert.equal(task?.['ansible.builtin.copy']?.dest, file.path);
      assert.equal(task?.['ansible.builtin.copy']?.mode, '0600');
    } else {
      assert.deepEqual(task?.['ansible.builtin.command']?.argv, command?.argv);
      assert.equal(task?.['ansible.builtin.command']?.chdir, '/');
      assert.deepEqual(task?.environment ?? {}, command?.env ?? {});
    }
  }
});

test('a secret of a playbook is a variable, and its task is not logged', async () => {
  const {session} = await demoSession();
  const answers = {jname: 'w1', ver: 'empty', pkg_bootstrap: '0', user_pw_root: 'c4nary'};
  const text = playbookOf(session.plan('create-jail', 'w1', answers));
  assert.match(text, /^# needs the variable secret_user_pw_root\w*$/m);
  assert.match(text, /~ secret_user_pw_root\w* ~/);
  assert.match(text, /no_log: true/);
  assert.doesNotMatch(text, /c4nary/);
});
