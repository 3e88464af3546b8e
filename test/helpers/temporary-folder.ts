import {mkdtempSync, realpathSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {TestContext} from 'node:test';

/** A folder for one test, gone after it. */
export function temporaryFolder(t: Pick<TestContext, 'after'>): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'construct-tui-test-')));
  t.after(() => rmSync(folder, {recursive: true, force: true, maxRetries: 5}));
  return folder;
}
