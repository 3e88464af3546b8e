import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {documentOf, part, rows} from '../helpers/document.ts';
import {type LibvirtHost, libvirtHost} from '../helpers/libvirt.ts';
import {openPty} from '../helpers/pty.ts';
import type {Run} from '../helpers/run.ts';
import {needs} from '../helpers/skip.ts';
import {until} from '../helpers/until.ts';

/** A guest with an emulated processor takes its time, on a busy machine all the more. */
const boots = 240_000;

/** A real libvirt and real guests, their processors emulated: what is told here was answered by them. */
describe('on a libvirt host', {skip: needs('libvirt') || needs('pty'), concurrency: false}, () => {
  const cleaning: (() => unknown)[] = [];
  const t = {after: (clean: () => unknown) => void cleaning.push(clean)};
  let host: LibvirtHost;
  before(async () => {
    host = await libvirtHost(t);
    await host.bringImage();
  });
  after(async () => {
    for (const clean of cleaning.reverse()) await clean();
  });

  const done = (told: Run): Run => {
    assert.equal(told.exit, 0, `${told.stdout}${told.stderr}`);
    return told;
  };

  /** Its page, as soon as it says that. */
  const greets = (address: string, pattern: RegExp): Promise<string> =>
    until(
      `http://${address}/ says ${pattern}`,
      async () => {
        const page = await host.page(`http://${address}/`);
        return pattern.test(page) && page;
      },
      boots,
    );

  test('a guest is made, exposed and cloned by keys, grown and rolled back, and removed without a trace', async () => {
    done(await host.here('setup', '--yes'));
    const untouched = await host.everything();

    const [nsenter = '', ...words] = ['nsenter', ...host.onTerminal];
    const {press, see, kill} = await openPty(nsenter, words);
    t.after(() => kill());
    /** Shows the plan of the form in front, runs it, and returns the screen that tells its end. */
    const planned = async (title: string | RegExp, end: RegExp): Promise<string> => {
      press('ctrl-p');
      await see(title);
      press('enter');
      const told = await see(new RegExp(`✓ ${end.source}|✗ .*\\n`), boots);
      assert.match(told, end);
      press('esc');
      return told;
    };

    await see('0 guests, 0 running');
    press('c');
    await see(/❯ System/);
    press('down', 'web', 'enter', '128m', 'enter', 'enter', '32m');
    await see(/❯ Disk +32m/);
    const made = await planned('Plan: Create VM web at 172.16.', /web runs at (\d+\.\d+\.\d+\.\d+)/);
    const [, address = ''] = /web runs at (\d+\.\d+\.\d+\.\d+)/.exec(made) ?? [];

    // while it boots: a door leads to it whether it answers or not
    await see(/web +vm +● running/);
    press('x');
    await see('Expose ports of web');
    press('8080:80');
    await see(/8080:80/);
    await planned('Plan: Expose 8080', /0\.0\.0\.0:8080\/tcp → web:80 is stored and live/);

    const page = await greets(address, /hello from web /);
    assert.match(page, new RegExp(`ip=${address} sectors=65536 seed=web-[0-9a-f]{12} offered=web mark=$`));
    assert.equal(await host.page('http://10.98.0.1:8080/', 'outside'), page, 'others come in by the port of the host');
    assert.equal(await host.page('http://10.98.0.1:8080/', 'host'), page, 'the host itself comes in by it too');
    await host.page(`http://${address}/cgi-bin/mark?shared`);

    press('C');
    await see('Clone web');
    const copied = await planned('Plan: Clone web as web2 at', /web2 runs at (\d+\.\d+\.\d+\.\d+)/);
    const [, other = ''] = /web2 runs at (\d+\.\d+\.\d+\.\d+)/.exec(copied) ?? [];
    await see(/web +vm +● running[\s\S]*web2 +vm +● running/);
    press('q');
    assert.notEqual(other, address);
    assert.match(await host.page(`http://${address}/`), /hello from web .* mark=shared$/, 'the source went on');

    const refused = await host.here('clone', 'web', 'web2', '--yes');
    assert.deepEqual([refused.exit, refused.stderr.includes('web2 is taken')], [3, true], refused.stderr);
    done(await host.here('disk', 'grow', 'web', 'vda', '64m', '--yes'));
    await greets(address, /sectors=131072 /);

    done(await host.here('snapshot', 'create', 'web', 'before', '--yes'));
    await host.page(`http://${address}/cgi-bin/mark?spoilt`);
    await greets(address, / mark=spoilt$/);
    const rolled = done(await host.here('snapshot', 'rollback', 'web', 'before', '--confirm', 'web'));
    assert.equal(rolled.stdout, 'web is as it was at before\n');
    await greets(address, /hello from web .* mark=shared$/);
    assert.equal(
      (await host.here('clone', 'web', 'web3', '--yes')).exit,
      3,
      'a quick clone would cut its snapshot off',
    );
    done(await host.here('snapshot', 'remove', 'web', 'before', '--confirm', 'web'));

    const clone = await greets(other, /hello from web2 /);
    assert.match(clone, new RegExp(`ip=${other} sectors=65536 seed=web2-\\S+ offered=web2 mark=shared$`));

    const [door] = rows(part(documentOf(await host.here('ports', '--json'), false), 'forwards'));
    assert.deepEqual([door?.guest, door?.stored, door?.live, door?.conflicts], ['web', true, true, []]);
    assert.equal(done(await host.here('destroy', 'web', '--confirm', 'web')).stdout, 'web is gone\n');
    assert.equal(await host.page('http://10.98.0.1:8080/', 'outside'), '');
    assert.match(await host.page(`http://${other}/`), /hello from web2 /, 'the clone lives upon what was left');
    assert.equal(done(await host.here('stop', 'web2', '--yes')).stdout, 'web2 is stopped\n');
    assert.match(await host.virsh('domstate', 'web2', '--reason'), /^shut off \(shutdown\)$/, 'by its power button');
    done(await host.here('destroy', 'web2', '--confirm', 'web2'));
    assert.deepEqual(await host.everything(), untouched);
  });
});
