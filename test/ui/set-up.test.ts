import assert from 'node:assert/strict';
import {test} from 'node:test';
import {libvirtSession} from '../helpers/libvirt/session.ts';
import {demoSession} from '../helpers/practice-session.ts';
import {mountApp} from './mount-app.ts';

test('the set-up says on its title which host it is for and of what, and a practice host that it is one', async t => {
  const real = mountApp((await libvirtSession()).session);
  t.after(real.unmount);
  await real.see('0 guests');
  real.type('I');
  await real.see(/^construct-tui lab · libvirt .*\n── Set this host up for guests of libvirt ─/m);
  await real.see(/A network of its own/);
  assert.doesNotMatch(real.screen(), /PRACTICE/);

  const practice = mountApp((await demoSession()).session);
  t.after(practice.unmount);
  await practice.see('web1');
  practice.type('I');
  await practice.see(/^construct-tui {2}PRACTICE HOST {2}\S+ · CBSD .*\n── Set this host up for CBSD ─/m);
});
