import assert from 'node:assert/strict';
import {describe, type TestContext, test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {planDocument} from '../../source/commands/documents.ts';
import type {Plan} from '../../source/model/plan.ts';
import {documentOf, part, rows} from '../helpers/document.ts';
import {type PracticeHost, practiceHost} from '../helpers/practice-host.ts';
import type {PtyOptions} from '../helpers/pty.ts';
import {launch} from '../helpers/screen.ts';
import {needs} from '../helpers/skip.ts';

const openOn = (t: TestContext, host: PracticeHost, options: PtyOptions = {}, ...more: readonly string[]) =>
  launch(t, [...host.words, ...more], {...options, env: {HOME: host.state, ...options.env}});

/** The plan that the one job of this host ran, as a document. */
async function planThatRan(host: PracticeHost): Promise<string> {
  const [job] = rows(part(documentOf(await host.here('jobs', '--json')), 'jobs'));
  assert.equal(job?.state, 'done');
  return JSON.stringify(planDocument(host.order(String(job.id)).plan as Plan));
}

async function plannedHeadless(host: PracticeHost, ...words: readonly string[]): Promise<string> {
  return JSON.stringify(part(documentOf(await host.here('create', ...words, '--dry-run', '--json')), 'plan'));
}

describe('on a terminal', {concurrency: 3, skip: needs('pty')}, () => {
  test('a jail with defaults is made by keys alone, and its plan is the headless one byte for byte', async t => {
    const host = practiceHost(t);
    const headless = await plannedHeadless(host, 'jail', 'www1');
    const {press, see, screen, exited, alternate, cursorHidden} = await openOn(t, host);
    await see('5 guests, 0 running');
    press('c');
    await see('❯ Jail');
    press('enter');
    await see('Create a jail');
    press('down', 'www1');
    await see(/❯ Name +www1/);
    press('ctrl-p');
    await see('Plan: Create jail www1 at 10.0.0.2');
    press('enter');
    const result = await see(/✓ www1 runs at 10\.0\.0\.\d+/);
    assert.match(result, /PRACTICE HOST/);
    assert.match(result, /cbsd jlogin www1/);
    assert.equal(await planThatRan(host), headless);

    press('esc');
    await see(/www1 +jail +● running +10\.0\.0\.2/);
    press('q');
    assert.equal((await exited).exitCode, 0);
    assert.deepEqual([alternate(), cursorHidden(), screen()], [false, false, '']);
  });

  test('a VM with a disk and memory of one’s choice is made by keys alone, with the headless plan', async t => {
    const host = practiceHost(t);
    const headless = await plannedHeadless(host, 'vm', 'clu1', '--set', 'imgsize=10g', '--set', 'vm_ram=4g');
    const {press, see} = await openOn(t, host);
    await see('5 guests, 0 running');
    press('c', 'down', 'enter');
    await see('Create a VM');
    press('down', 'clu1', 'enter', '10g', 'enter', '4g', 'enter');
    const form = await see(/❯ CPUs/);
    assert.match(form, /Name +clu1 .*\n.*Disk +10g .*\n.*Memory +4g .*\n.*CPUs .*\n.*Address +DHCP /);
    assert.match(form, /System +FreeBSD: .*cloud/);
    press('ctrl-p');
    await see('Plan: Create VM clu1 at 10.0.0.2');
    press('enter');
    assert.match(await see(/✓ clu1 runs at 10\.0\.0\.\d+/), /ssh freebsd@10\.0\.0\.2/);
    assert.equal(await planThatRan(host), headless);
  });

  test('a terminal that is closed in the middle of a job ends nothing, and the next start shows what became of it', async t => {
    const host = practiceHost(t);
    const first = await openOn(t, host);
    await first.see('5 guests, 0 running');
    first.press('c', 'enter');
    await first.see('Create a jail');
    first.press('down', 'www1', 'ctrl-p');
    await first.see('Plan: Create jail www1');
    first.press('enter');
    await first.see(/1 Fetch the base .*\d s/);
    first.kill('SIGHUP');
    await first.exited;

    const second = await openOn(t, host);
    await second.see(/Create jail www1|www1 +jail/);
    second.press('J');
    await second.see(/✓ done +create-jail +www1|done.*www1|www1.*done/);
    assert.match((await host.here('list')).stdout, /www1 +jail +running +10\.0\.0\.2/);
  });

  test('on a terminal of 20 columns the same is asked line by line, and a jail can be made there', async t => {
    const host = practiceHost(t);
    const {press, see, screen, alternate, exited} = await openOn(t, host, {columns: 20, rows: 60});
    const asked = async (question: string, ...keys: readonly string[]) => {
      await see(
        new RegExp([...question.replaceAll(' ', '')].join('\\s*').replaceAll('[', '\\[').replaceAll('?', '\\?')),
      );
      press(...keys);
    };
    await asked('q to leave:', '2', 'enter');
    await asked('Profile [', 'enter');
    await asked('Name [', 'www1', 'enter');
    await asked('Address [', 'enter');
    await asked('Version [', 'enter');
    await asked('Start it [', 'enter');
    await asked('every other field as well? [y/N]', 'enter');
    await asked('Run it on practice? [y/N]', 'y', 'enter');
    await asked('www1 runs at 10.0.0.2');
    await asked('q to leave:', 'q', 'enter');
    assert.equal((await exited).exitCode, 0);
    assert.equal(alternate(), false, 'nothing was painted');
    assert.ok(
      screen()
        .split('\n')
        .every(line => line.length <= 20),
    );
  });

  test('without colours nothing is coloured, with --ascii every sign is ASCII, on a dumb terminal nothing is painted', async t => {
    const host = practiceHost(t);
    const plain = await openOn(t, host, {env: {NO_COLOR: '1'}}, '--ascii');
    const text = await plain.see(/5 guests, 0 running[\s\S]*> app1 +jail +o stopped[\s\S]*\? Help/);
    assert.match(text, /^[\n -~]*$/);
    const buffer = plain.terminal.buffer.active;
    for (let row = 0; row < 24; row += 1)
      for (let column = 0; column < 80; column += 1) {
        const cell = buffer.getLine(row)?.getCell(column);
        assert.ok(cell?.isFgDefault() && cell.isBgDefault(), `a colour at ${column},${row}`);
      }
    const dumb = await openOn(t, host, {term: 'dumb'});
    await dumb.see('or q to leave:');
    assert.deepEqual([dumb.alternate(), dumb.cursorHidden()], [false, false]);
    dumb.press('q', 'enter');
    assert.equal((await dumb.exited).exitCode, 0);
  });

  test('a key costs few bytes, and nothing is written while nothing changes', async t => {
    const host = practiceHost(t);
    const {press, see, bytes} = await openOn(t, host);
    await see('5 guests, 0 running');
    const costs: number[] = [];
    const cost = async (key: string, shown: RegExp) => {
      const before = bytes();
      press(key);
      await see(shown);
      costs.push(bytes() - before);
    };
    for (const name of ['db1', 'vm1', 'vm2', 'web1']) await cost('down', new RegExp(`❯ ${name}`));
    for (const name of ['vm2', 'vm1', 'db1', 'app1']) await cost('up', new RegExp(`❯ ${name}`));
    press('c', 'enter');
    await see('Create a jail');
    for (const [key, shown] of [
      ['down', /❯ Name/],
      ['w', /❯ Name +w /],
      ['e', /❯ Name +we /],
      ['b', /❯ Name +web /],
    ] as const)
      await cost(key, shown);
    const median = costs.toSorted((a, b) => a - b)[Math.floor(costs.length / 2)] ?? 0;
    assert.ok(median > 0 && median <= 600, `median ${median} of ${costs.join(' ')}`);
    await wait(200); // the cursor follows its frame in a write of its own
    const still = bytes();
    await wait(1000);
    assert.equal(bytes(), still);
  });
});
