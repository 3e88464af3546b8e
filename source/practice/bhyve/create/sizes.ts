import type {Call} from '../../call.ts';
import {Exit} from '../../call.ts';
import {sizeInBytes} from '../bytes.ts';

/** A disk below the profile's minimum is a warning; memory below it ends the command, and what is no size breaks the shell (2). */
export function checkSizes(call: Call, value: (name: string) => string): void {
  const disk = compare(call, 'imgsize', value('imgsize'), value('imgsize_min'));
  if (disk) call.say(disk);
  const memory = compare(call, 'vm_ram', value('vm_ram'), value('vm_ram_min'));
  if (memory) call.fail(memory);
}

function compare(call: Call, name: string, asked: string, least: string): string | null {
  if (asked === '' || least === '') return null;
  const minimum = sizeInBytes(least);
  if (minimum === null) return call.fail(`bcreate: unable to convert imgsize to bytes: ${least}`);
  const bytes = sizeInBytes(asked);
  if (bytes === null) {
    if (asked.includes('.')) call.err(`unable to determine index of metric: ${asked}\n`);
    const expression = `" ${name}_bytes / 1024 / 1024 "`;
    call.err(`/usr/local/cbsd/sudoexec/bcreate: arithmetic expression: variable conversion error: ${expression}\n`);
    throw new Exit(2);
  }
  if (bytes >= minimum) return null;
  const megabytes = (size: bigint): string => `${size} ( ${size / 1_048_576n}mb )`;
  return `${name} too small: ${megabytes(bytes)} < ${megabytes(minimum)}`;
}
