import {closeSync, openSync, readSync, statSync, truncateSync} from 'node:fs';
import type {World} from '../world.ts';

/** What the practice host writes lies in a file's head; the rest is a hole, so no disk ever takes its gigabytes. */
const headBytes = 1_048_576;

export function makeSparse(world: World, path: string, bytes: number, head: string | Uint8Array = ''): void {
  if (world.write(path, head, 0o640)) truncateSync(world.path(path), bytes);
}

/** Sets a file's size; makes it when it is missing. */
export function resize(world: World, path: string, bytes: number): void {
  if (!world.exists(path)) world.write(path, '');
  truncateSync(world.path(path), bytes);
}

export function copySparse(world: World, from: string, to: string): void {
  makeSparse(world, to, world.size(from) ?? 0, head(world, from, headBytes));
}

export function copyTree(world: World, from: string, to: string): void {
  world.makeFolder(to);
  for (const name of world.list(from)) {
    const [source, target] = [`${from}/${name}`, `${to}/${name}`];
    if (world.isFolder(source)) copyTree(world, source, target);
    else if ((world.size(source) ?? 0) > headBytes) copySparse(world, source, target);
    else world.write(target, world.bytes(source) ?? '', statSync(world.path(source)).mode & 0o777);
  }
}

/** CBSD's test for an empty disk: no run of four printable characters in the first 256 KB. null: no such file. */
export function isEmptyDisk(world: World, path: string): boolean | null {
  if (!world.exists(path) || world.isFolder(path)) return null;
  return !/[\x20-\x7e\t]{4}/.test(Buffer.from(head(world, path, 256_000)).toString('latin1'));
}

function head(world: World, path: string, bytes: number): Uint8Array {
  const file = openSync(world.path(path), 'r');
  try {
    const buffer = Buffer.alloc(Math.min(bytes, world.size(path) ?? 0));
    return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(file);
  }
}
