import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fakeSession} from './fake-session.ts';
import {mountApp} from './mount-app.ts';

async function atMedia(keys = '') {
  const mounted = mountApp(fakeSession().session);
  mounted.app.begin();
  mounted.type(`B${keys}`);
  await mounted.settle();
  return mounted;
}

test('what is ready to use stands above what would have to be fetched, and where it lies is told', async () => {
  const mounted = await atMedia();
  const lines = mounted.lines();
  const at = (word: string) => lines.findIndex(text => text.includes(word));
  assert.ok(at('FreeBSD 14.1 for amd64') < at('Cloud cloud-Debian'));
  assert.match(mounted.screen(), /Checksum: not verified; .*base_amd64_amd64_14.1/);
  mounted.unmount();
});

test('Enter shows the plan that fetches what is in front', async () => {
  const mounted = await atMedia('/debian\r\r');
  assert.match(mounted.screen(), /Plan: /);
  mounted.unmount();
});
