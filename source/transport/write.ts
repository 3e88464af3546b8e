import {constants} from 'node:fs';
import {open, unlink} from 'node:fs/promises';
import path from 'node:path';

const {O_CREAT, O_EXCL, O_WRONLY} = constants;

/**
 * Writes a file that did not exist, readable by us alone until it is whole, and on the disk when this resolves. Half a file
 * is taken away again. Resolves null, or the error's code.
 */
export async function write(file: string, content: string, mode: number): Promise<string | null> {
  try {
    const handle = await open(file, O_CREAT | O_EXCL | O_WRONLY, 0o600);
    try {
      await handle.writeFile(content);
      await handle.chmod(mode); // exactly so, whatever the umask
      await handle.sync();
    } catch (error) {
      await unlink(file);
      throw error;
    } finally {
      await handle.close();
    }
    await syncFolder(path.dirname(file));
    return null;
  } catch (error) {
    return codeOf(error);
  }
}

/** A new name is on the disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
