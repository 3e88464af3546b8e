import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fakeSession} from './fake-session.ts';
import {mountApp} from './mount-app.ts';

async function atTheDoctor(keys = '') {
  const fake = fakeSession();
  const mounted = mountApp(fake.session);
  mounted.app.begin();
  mounted.type('D');
  await mounted.settle();
  mounted.type(keys);
  await mounted.settle();
  return {fake, mounted};
}

test('the doctor lists what is missing first, and says of the check in front what was found, why it matters and what mends it', async () => {
  const {mounted} = await atTheDoctor();
  const lines = mounted.lines();
  assert.match(lines.find(text => text.includes('❯')) ?? '', /missing Kernel module vmm +not loaded/);
  for (const word of ['Found', 'Wanted', 'Why', 'Load vmm now and at every start'])
    assert.ok(mounted.screen().includes(word), word);
  const at = (word: string) => lines.findIndex(text => text.includes(word));
  assert.ok(at('Kernel module vmm') < at('CBSD is installed'));
  mounted.unmount();
});

test('Enter shows the plan that mends the check in front, also one that is never mended beside others', async () => {
  const {mounted} = await atTheDoctor('j\r');
  assert.match(mounted.screen(), /Plan: Start cbsdd/);
  mounted.unmount();
});

test('what is harmless is mended by one plan, and nothing else is in it', async () => {
  const {mounted, fake} = await atTheDoctor('A');
  assert.match(mounted.screen(), /Plan: Load vmm now and at every start/);
  mounted.type('\r');
  await mounted.settle();
  assert.deepEqual(
    fake.started.map(({plan}) => [plan.action, plan.target]),
    [['mend', 'module-vmm']],
  );
  mounted.unmount();
});

test('a check that nothing mends says so and opens no plan', async () => {
  const {mounted} = await atTheDoctor('jj\r');
  assert.match(mounted.screen(), /Nothing here mends it: VIMAGE in the kernel/);
  assert.match(mounted.screen(), /Doctor/);
  mounted.unmount();
});

test('what a set-up has to mend leads to the set-up, as its own key does', async () => {
  for (const keys of ['jjj\r', 'I']) {
    const {mounted} = await atTheDoctor(keys);
    assert.match(mounted.screen(), /Every default was found on this host, or is the safe one/);
    mounted.unmount();
  }
});

test('a check is found by its name', async () => {
  const {mounted} = await atTheDoctor('/vnet\r');
  assert.match(mounted.screen(), /matching vnet/);
  assert.doesNotMatch(mounted.screen(), /Kernel module vmm/);
  mounted.unmount();
});
