import {open, rename} from 'node:fs/promises';
import {dirname} from 'node:path';

/** A file of ours that is either whole and on the disk or not there at all; of two that write it at once the last one stands. */
export async function writeWhole(path: string, content: string): Promise<void> {
  const fresh = `${path}.${process.pid}.new`;
  const file = await open(fresh, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
