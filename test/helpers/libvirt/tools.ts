import {chmodSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync} from 'node:fs';
import path from 'node:path';
import {cloudLocalds, qemuImg} from './disks.ts';
import {nft} from './nft.ts';
import {type Answer, contentOf, failed, isThere, lying, type Place, put, type Tool} from './place.ts';
import {virsh} from './virsh.ts';

/** Seconds that nobody waited for: its clock goes on by them. */
let slept = 0;

/** Every tool that a look or a plan of libvirt's driver starts, as far as it uses it. */
export const tools: Readonly<Record<string, Tool>> = {
  virsh,
  nft,
  'qemu-img': qemuImg,
  'cloud-localds': cloudLocalds,
  date: () => `${Math.floor(Date.now() / 1000 + slept)}\n`,
  sleep: ([seconds]) => {
    slept += Number(seconds);
    return '';
  },
  nproc: () => '4\n',
  id: ([flag]) => (flag === '-u' ? '0\n' : 'root\n'),
  uname: () => '6.1.0\n',
  df: () => '       Avail\n64000000000\n',
  ip: ([, , what]) =>
    what === 'neigh'
      ? ''
      : '1: lo    inet 127.0.0.1/8 scope host lo\n2: eth0    inet 192.0.2.10/24 scope global eth0\n',
  ss: () => 'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=1,fd=3))\n',
  systemctl: ([verb]) => (verb === 'is-active' ? failed('inactive', 3) : ''),
  runuser: () => failed('', 1),
  cat: (words, place, stdin) =>
    words.length === 0
      ? stdin
      : each(words, file => contentOf(place, file) ?? failed(`cat: ${file}: No such file or directory`)),
  grep,
  find,
  head: (words, place) =>
    words
      .slice(2)
      .map(file => (contentOf(place, file) ?? '').slice(0, Number(words[1])))
      .join(''),
  od: (_, __, stdin) => inOctets(stdin),
  tr: ([, set = ''], _, stdin) => stdin.replaceAll(set === '\\n' ? '\n' : set, ''),
  sed,
  rm: (words, place) => each(named(words), file => void rmSync(lying(place, file), {force: true})),
  mkdir: (words, place) => {
    const file = words.at(-1) ?? '';
    if (isThere(place, file))
      return words.includes('-p') ? '' : failed(`mkdir: cannot create directory '${file}': File exists`);
    mkdirSync(lying(place, file), {recursive: true});
    return '';
  },
  rmdir: ([file = ''], place) => {
    try {
      rmdirSync(lying(place, file));
      return '';
    } catch {
      return failed(`rmdir: failed to remove '${file}': Directory not empty`);
    }
  },
  mv: (words, place) => {
    const [from = '', to = ''] = named(words);
    renameSync(lying(place, from), lying(place, to));
    return '';
  },
  chmod: ([mode = '644', file = ''], place) => {
    chmodSync(lying(place, file), Number.parseInt(mode, 8));
    return '';
  },
};

const named = (words: readonly string[]): readonly string[] => words.filter(word => !word.startsWith('-'));

function each(files: readonly string[], of: (file: string) => Answer | undefined): Answer {
  const answers = files
    .map(file => of(file) ?? '')
    .map(answer => (typeof answer === 'string' ? {code: 0, stdout: answer} : answer));
  return {
    code: Math.max(0, ...answers.map(({code}) => code)),
    stdout: answers.map(({stdout = ''}) => stdout).join(''),
    stderr: answers.map(({stderr = ''}) => stderr).join(''),
  };
}

/** `-H` names the file before each line; a pattern is a regular expression. */
function grep(words: readonly string[], place: Place, stdin: string): Answer {
  const flags = words.filter(word => /^-[a-zA-Z]/.test(word)).join('');
  const [pattern = '', ...files] = named(words);
  const meant = new RegExp(pattern);
  const found = (files.length === 0 ? [''] : files).flatMap(file => {
    const lines = (file === '' ? stdin : (contentOf(place, file) ?? '')).split('\n').slice(0, -1);
    return lines.filter(line => meant.test(line)).map(line => (flags.includes('H') ? `${file}:${line}` : line));
  });
  return found.length === 0 ? {code: 1} : `${found.join('\n')}\n`;
}

/** Files of a folder and of those within it that are larger than one KiB: their sizes and names, or what `-exec` makes of them. */
function find(words: readonly string[], place: Place): Answer {
  const [folder = ''] = words;
  if (!isThere(place, folder)) return failed(`find: '${folder}': No such file or directory`);
  const files = readdirSync(lying(place, folder), {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))
    .filter(file => statSync(file).size > 1024)
    .map(file => ({file: file.slice(place.root.length), size: statSync(file).size}))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
  return words.includes('-exec')
    ? files.map(({file}) => (contentOf(place, file) ?? '').slice(0, 1024)).join('')
    : files.map(({file, size}) => `${size} ${file}\n`).join('');
}

const inOctets = (bytes: string): string =>
  (bytes.match(/[\s\S]{1,1024}/g) ?? [])
    .map(part => `${[...part].map(sign => ` ${sign.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')}\n`)
    .join('');

/** `-i s/A/B/g FILE…`, `s/^/A/ FILE`, and `-n s/^A//p` of what comes in. */
function sed(words: readonly string[], place: Place, stdin: string): Answer {
  const [rule = '', ...files] = named(words);
  const [, from = '', to = '', flags = ''] = rule.split('/');
  const meant = new RegExp(from, flags.includes('g') ? 'g' : '');
  if (words.includes('-i'))
    return each(files, file => put(place, file, (contentOf(place, file) ?? '').replace(meant, to)) ?? '');
  const lines = (files[0] === undefined ? stdin : (contentOf(place, files[0]) ?? '')).split('\n').slice(0, -1);
  const told = words.includes('-n') ? lines.filter(line => meant.test(line)) : lines;
  return told.map(line => `${line.replace(meant, to)}\n`).join('');
}
