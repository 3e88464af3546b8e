import {type FileHandle, open, readFile} from 'node:fs/promises';
import {crc32} from 'node:zlib';
import type {Event} from './events.ts';

export type Journal = {
  /** Resolves when the line is on the disk. Rejects (`ENOSPC`, …) when it is not: then nothing may be started. */
  append(event: Event): Promise<void>;
  close(): Promise<void>;
};

/** Room kept free so that a job can still tell how it ended when the disk has filled up meanwhile. */
const reserve = 64 * 1024;

export async function openJournal(path: string): Promise<Journal> {
  const file = await open(path, 'a', 0o600);
  const spare = await holdRoom(`${path}.reserve`);
  let held = true;
  return {
    async append(event) {
      try {
        await writeLine(file, event);
      } catch (error) {
        if (!held || (error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        held = false;
        await spare.truncate(0);
        await spare.sync();
        await writeLine(file, event);
      }
    },
    async close() {
      if (held) await spare.truncate(0);
      await spare.close();
      await file.close();
    },
  };
}

/** All whole lines. A torn or damaged line ends the reading: what follows it is not trusted. */
export async function readJournal(path: string): Promise<readonly Event[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const events: Event[] = [];
  for (const line of text.split('\n')) {
    const event = parseLine(line);
    if (!event) break;
    events.push(event);
  }
  return events;
}

async function writeLine(file: FileHandle, event: Event): Promise<void> {
  const body = JSON.stringify(event);
  const line = Buffer.from(`${checksum(body)} ${body}\n`);
  const {size} = await file.stat();
  try {
    await file.appendFile(line);
    await file.sync();
  } catch (error) {
    await file.truncate(size).catch(() => {});
    throw error;
  }
}

function parseLine(line: string): Event | null {
  const body = line.slice(9);
  return line[8] === ' ' && checksum(body) === line.slice(0, 8) ? (JSON.parse(body) as Event) : null;
}

const checksum = (body: string): string => crc32(body).toString(16).padStart(8, '0');

async function holdRoom(path: string): Promise<FileHandle> {
  const file = await open(path, 'w', 0o600);
  await file.write(Buffer.alloc(reserve, 1));
  await file.sync();
  return file;
}
