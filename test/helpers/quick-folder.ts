import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

/** Where Linux keeps files in memory. Worlds of the practice host are hundreds of small files each, and journals wait for their disk. */
const memory = '/dev/shm';
/** Bytes that the tests may need at once, many times over. */
const enough = 4 * 1024 ** 3;

/** A folder for all that the tests write: in memory where there is room and programs may be started from it. */
export function quickFolder(): {readonly path: string; remove(): void} {
  const folder = inMemory() ?? mkdtempSync(path.join(tmpdir(), 'ct-'));
  return {path: folder, remove: () => rmSync(folder, {recursive: true, force: true, maxRetries: 5})};
}

function inMemory(): string | null {
  if (!existsSync(memory)) return null;
  const found = statfsSync(memory);
  if (found.bavail * found.bsize < enough) return null;
  const folder = mkdtempSync(path.join(memory, 'ct-')); // short: sockets lie below it, whose paths may have 107 bytes
  const program = path.join(folder, 'program');
  writeFileSync(program, '#!/bin/sh\n', {mode: 0o700});
  if (spawnSync(program).status === 0) return folder;
  rmSync(folder, {recursive: true});
  return null;
}
