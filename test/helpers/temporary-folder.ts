import {mkdtempSync, realpathSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

/** A folder for one test, gone after it. */
export function temporaryFolder(t: {after(clean: () => void): void}): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'construct-tui-test-')));
  t.after(() => rmSync(folder, {recursive: true, force: true, maxRetries: 5}));
  return folder;
}
