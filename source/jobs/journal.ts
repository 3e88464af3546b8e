import {type FileHandle, open, readFile} from 'node:fs/promises';
import {crc32} from 'node:zlib';
import type {Event} from './events.ts';

export type Journal = {
  /** Resolves when the line is on the disk. Rejects (`ENOSPC`, …) when it is not: then nothing may be started. */
  append(event: Event): Promise<void>;
  close(): Promise<void>;
};

/** What could be read of a journal. `damage` says in words what could not; empty: it is whole. */
export type JournalText = {readonly events: readonly Event[]; readonly damage: string};

/** Room kept free so that a job can still tell how it ended when the disk has filled up meanwhile. */
const reserve = 64 * 1024;

/** A journal that was cut at the end of a line looks whole: how long it was stands beside it. */
const lengthOf = (path: string): string => `${path}.length`;
const lengthDigits = 12;

export async function openJournal(path: string): Promise<Journal> {
  const file = await open(path, 'a', 0o600);
  const length = await open(lengthOf(path), 'w', 0o600);
  let {size} = await file.stat();
  await keepLength(length, size);
  const spare = await holdRoom(`${path}.reserve`);
  let held = true;
  const append = async (event: Event) => {
    const line = Buffer.from(journalLine(event));
    try {
      await writeLine(file, line, size);
    } catch (error) {
      if (!held || (error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      held = false;
      await spare.truncate(0);
      await spare.sync();
      await writeLine(file, line, size);
    }
    size += line.length; // nobody else writes to it
    await keepLength(length, size);
  };
  return inOrder(append, async () => {
    if (held) await spare.truncate(0);
    await spare.close();
    await length.close();
    await file.close();
  });
}

/** A journal whose lines are appended one after another, in the order in which they came; it closes after the last. */
export function inOrder(append: Journal['append'], close: Journal['close']): Journal {
  let last: Promise<void> = Promise.resolve();
  return {
    append(event) {
      const mine = last.then(() => append(event));
      last = mine.catch(() => {});
      return mine;
    },
    async close() {
      await last;
      await close();
    },
  };
}

/** All whole lines. A torn or damaged line ends the reading: what follows it is not trusted. */
export async function readJournal(path: string): Promise<JournalText> {
  const wanted = Number((await bytesOf(lengthOf(path))).toString('utf8')) || 0;
  return parseJournal(await bytesOf(path), wanted);
}

/** `wanted`: how many bytes there were once, as far as anybody noted it. */
export function parseJournal(bytes: Buffer, wanted: number): JournalText {
  const events: Event[] = [];
  let read = 0;
  for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, read)) {
    const event = parseLine(bytes.toString('utf8', read, end));
    if (!event) break;
    events.push(event);
    read = end + 1;
  }
  return {events, damage: damageOf(read, bytes.length, wanted)};
}

function damageOf(read: number, there: number, wanted: number): string {
  if (there < wanted)
    return `its journal was cut: ${wanted - there} of ${wanted} bytes are gone, and what happened after byte ${read} is not known`;
  return read < there ? `its journal is damaged after byte ${read} of ${there}: what happened then is not known` : '';
}

/** A line of the journal, its checksum before it. */
export function journalLine(event: Event): string {
  const body = JSON.stringify(event);
  return `${checksum(body)} ${body}\n`;
}

/** `size`: how long the file is before it; so long it is again where the line could not be written whole. */
async function writeLine(file: FileHandle, line: Buffer, size: number): Promise<void> {
  try {
    await file.appendFile(line);
    await file.sync();
  } catch (error) {
    await file.truncate(size).catch(() => {});
    throw error;
  }
}

/** In place and of one width, so that it needs no room on a full disk; after a power cut it may be behind, never ahead. */
async function keepLength(file: FileHandle, length: number): Promise<void> {
  await file.write(String(length).padStart(lengthDigits, '0'), 0).catch(() => {});
}

function parseLine(line: string): Event | null {
  const body = line.slice(9);
  return line[8] === ' ' && checksum(body) === line.slice(0, 8) ? (JSON.parse(body) as Event) : null;
}

const checksum = (body: string): string => crc32(body).toString(16).padStart(8, '0');

async function holdRoom(path: string): Promise<FileHandle> {
  const file = await open(path, 'w', 0o600);
  await file.writeFile(Buffer.alloc(reserve, 1)); // a single write may take less, and say nothing
  await file.sync();
  return file;
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
