import {resolve} from 'node:path';
import {type FaultKind, faultKinds, setFault} from './fault.ts';
import {readLog} from './log.ts';
import {binFolder, resetWorld} from './reset.ts';
import {readSettings} from './world.ts';

type Write = (text: string) => void;

const isFaultKind = (word: string): word is FaultKind => faultKinds.some(kind => kind === word);

/** `--name value` pairs and bare switches after the folder. */
const option = (words: readonly string[], name: string): string | null => {
  const at = words.indexOf(`--${name}`);
  return at < 0 ? null : (words[at + 1] ?? '');
};

const usage = 'practice: path|reset|fault|log FOLDER …\n';

/** The practice host's own affairs: 0 done, 1 refused, 2 wrong use. */
export const manage = (words: readonly string[], out: Write, err: Write): number => {
  const [verb = '', given = '', ...rest] = words;
  if (given === '') {
    err(usage);
    return 2;
  }
  const folder = resolve(given);
  if ((verb === 'fault' || verb === 'log') && readSettings(folder) === null) {
    err(`practice: there is no practice host in ${folder}: reset makes one\n`);
    return 1;
  }
  switch (verb) {
    case 'path':
      out(`${binFolder(folder)}\n`);
      return 0;
    case 'reset': {
      const refusal = resetWorld(folder, {world: option(rest, 'world') ?? 'demo', zfs: rest.includes('--zfs')});
      if (refusal === null) return 0;
      err(`practice: ${refusal}\n`);
      return refusal.startsWith('unknown world') ? 2 : 1;
    }
    case 'fault': {
      const [kind = ''] = rest;
      if (!isFaultKind(kind)) {
        err(`practice: unknown fault: ${kind}; one of ${faultKinds.join(' ')}\n`);
        return 2;
      }
      const at = Number(option(rest, 'at') ?? 0);
      const by = Number(option(rest, 'by') ?? 3);
      if (!Number.isInteger(at) || at < 0 || !(by >= 0)) {
        err('practice: --at takes a whole number, --by seconds\n');
        return 2;
      }
      setFault(folder, {kind, at, by, on: option(rest, 'on') ?? ''});
      return 0;
    }
    case 'log': {
      const entries = readLog(folder);
      if (rest.includes('--json')) out(`${JSON.stringify({schema: 1, practice: true, entries})}\n`);
      else for (const entry of entries) out(told(entry));
      return 0;
    }
    default:
      err(usage);
      return 2;
  }
};

const told = ({tool, argv, files, wouldRun}: ReturnType<typeof readLog>[number]): string => {
  const command = [tool, ...argv].map(word =>
    /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`,
  );
  const content = Object.entries(files).map(([path, text]) => `  file ${path}\n${text.replace(/^/gm, '    ')}\n`);
  const injected = wouldRun.map(text => `  would have run: ${text}\n`);
  return `${command.join(' ')}\n${content.join('')}${injected.join('')}`;
};
