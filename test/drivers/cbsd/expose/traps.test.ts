import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type ExposeHost, exposeHost} from './host.ts';

async function web1Runs(): Promise<ExposeHost> {
  const host = exposeHost();
  await host.cbsd('expose mode=flush jname=web1');
  await host.cbsd('jstart jname=web1');
  return host;
}

const reasons = async (host: ExposeHost): Promise<string> =>
  (await host.look()).forwards.flatMap(({conflicts}) => conflicts.map(({reason}) => reason)).join('; ');

test('7: a row that leads to another address is followed by CBSD’s start to the guest’s first, and both are told', async () => {
  const host = await web1Runs();
  await host.cbsd('expose mode=add jname=web1 in=8080 out=80 outaddr=10.0.0.99 fromips=any');
  assert.match((await host.rules()).join(), /port = 8080 -> 10\.0\.0\.99 port 80/);
  assert.match(await reasons(host), /10\.0\.0\.99/);
  await host.cbsd('jstop jname=web1');
  await host.cbsd('jstart jname=web1');
  assert.match((await host.rules()).join(), /port = 8080 -> 10\.0\.0\.11 port 80/);
});

test('9: a door where a program of the host answers is left out by CBSD’s start, and told as not live', async () => {
  const host = await web1Runs();
  await host.act('expose', 'web1', '8080:80');
  await host.cbsd('jstop jname=web1');
  host.write('/var/run/listeners', 'tcp * 8080 nginx 900\n');
  await host.cbsd('jstart jname=web1');
  assert.match(await reasons(host), /nginx/);
});

test('9: a delete that matches no row takes a rule of its inside port for a moment, and what is stored is live after it', async () => {
  const host = await web1Runs();
  await host.act('expose', 'web1', '8080:80');
  await host.cbsd('expose mode=delete jname=web1 in=9999 out=80 fromips=any');
  assert.equal(await reasons(host), '');
  assert.equal((await host.rules()).length, 1);
});

test('10: every change of a forward loads all rules, so two of them never run at once, whoever’s they are', async () => {
  const look = await (await web1Runs()).look();
  for (const guest of ['web1', 'db1']) {
    const {touches} = look.plan('expose', guest, {ports: guest === 'web1' ? '8080:80' : '8081:80'});
    assert.ok(
      touches.some(({kind, mode}) => kind === 'firewall' && mode === 'change'),
      guest,
    );
  }
});

test('what CBSD’s expose would take as it comes is refused by its field: 080, a source that is none, another protocol', async () => {
  const look = await (await web1Runs()).look();
  const field = (answers: Readonly<Record<string, string>>) => {
    const [refusal] = look.plan('expose', 'web1', answers).refusals;
    return refusal && `${refusal.code} ${refusal.field}`;
  };
  assert.equal(field({ports: '080:80'}), 'invalid ports');
  assert.equal(field({ports: '8080:80/sctp'}), 'invalid ports');
  assert.equal(field({ports: '70000'}), 'invalid ports');
  assert.equal(field({ports: '8080:80', from: 'anyone'}), 'invalid from');
});
