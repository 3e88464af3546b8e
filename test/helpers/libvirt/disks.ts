import {rmSync} from 'node:fs';
import {type Answer, contentOf, failed, isThere, lying, type Place, put, type Tool} from './place.ts';

/** A disk's file as qemu-img makes one: the header of qcow2, and nothing behind it that anybody reads. */
export function diskText(bytes: number, backing: string | null): string {
  const number = (value: number, octets: number) =>
    Array.from({length: octets}, (_, at) =>
      String.fromCharCode(Math.floor(value / 256 ** (octets - 1 - at)) % 256),
    ).join('');
  const name = backing ?? '';
  const head = `QFI\u00fb${number(3, 4)}${number(name === '' ? 0 : 112, 8)}${number(name.length, 4)}${number(16, 4)}${number(bytes, 8)}`;
  return head.padEnd(112, '\0').concat(name).padEnd(4096, '\0');
}

type Disk = {readonly bytes: number; readonly backing: string | null; readonly format: string};

function diskIn(text: string): Disk {
  const number = (at: number, octets: number) =>
    [...text.slice(at, at + octets)].reduce((sum, sign) => sum * 256 + sign.charCodeAt(0), 0);
  if (!text.startsWith('QFI\u00fb')) return {bytes: text.length, backing: null, format: 'raw'};
  const at = number(8, 8);
  return {bytes: number(24, 8), backing: at === 0 ? null : text.slice(at, at + number(16, 4)), format: 'qcow2'};
}

/** Whether a disk and everything below it is there; the path that is missing otherwise. */
export function missingBelow(place: Place, file: string): string | null {
  const text = contentOf(place, file);
  if (text === null) return file;
  const {backing} = diskIn(text);
  return backing === null ? null : missingBelow(place, backing);
}

export const growDisk = (place: Place, file: string, bytes: number): void =>
  put(place, file, diskText(bytes, diskIn(contentOf(place, file) ?? '').backing));

export const qemuImg: Tool = ([verb, ...words], place) => {
  const given = (flag: string) => words[words.indexOf(flag) + 1] ?? '';
  const files = words.filter(word => word.startsWith('/'));
  if (verb === 'info') return infoOf(files[0] ?? '', place);
  if (verb === 'convert') {
    const [from = '', to = ''] = files;
    const text = contentOf(place, from);
    if (text === null) return failed(`qemu-img: Could not open '${from}': No such file or directory`);
    put(place, to, diskText(diskIn(text).bytes, null));
    return '';
  }
  if (verb === 'resize') {
    growDisk(place, files[0] ?? '', Number(words.at(-1)));
    return '';
  }
  const backing = words.includes('-b') ? given('-b') : null;
  const path = files.filter(file => file !== backing)[0] ?? '';
  if (backing !== null && !isThere(place, backing))
    return failed(`qemu-img: ${path}: Could not open '${backing}': No such file or directory`);
  const asked = Number(words.at(-1));
  const least = backing === null ? 0 : diskIn(contentOf(place, backing) ?? '').bytes;
  put(place, path, diskText(Number.isInteger(asked) && asked > 0 ? asked : least, backing));
  return '';
};

function infoOf(file: string, place: Place): Answer {
  const text = contentOf(place, file);
  if (text === null) return failed(`qemu-img: Could not open '${file}': No such file or directory`);
  const {bytes, backing, format} = diskIn(text);
  const told = {filename: file, format, 'virtual-size': bytes, 'actual-size': 196608};
  return `${JSON.stringify({...told, ...(backing === null ? {} : {'full-backing-filename': backing})})}\n`;
}

/** A medium that holds the files one behind the other. */
export const cloudLocalds: Tool = (words, place) => {
  const net = words[0] === '-N' ? words[1] : undefined;
  const [path = '', ...files] = words.slice(net === undefined ? 0 : 2);
  const texts = [...files, ...(net === undefined ? [] : [net])].map(file => contentOf(place, file));
  if (texts.some(text => text === null)) {
    rmSync(lying(place, path), {force: true});
    return failed('error: failed to copy user-data');
  }
  put(place, path, texts.join('\n').padEnd(4096, '\0'));
  return '';
};
