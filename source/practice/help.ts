import type {Row} from './call.ts';
import type {Context} from './context.ts';
import {commandNames, commandRow} from './registry.ts';

/** `--args`, `--desc` and `--help`; the texts of the last two are short ones of the practice host's own. */
export const offerHelp = (context: Context, row: Row, first: string | undefined): boolean => {
  const parameters = `${row.required ?? ''} ${row.optional ?? ''}`.split(' ').filter(one => one !== '');
  if (first === '--args') {
    context.out(`node ${parameters.length}\n${parameters.map(one => `${one}\n`).join('')}\n`);
    return true;
  }
  if (first === '--desc' || first === '--help') {
    context.out(`[${row.module ?? 'sys'}] practice: ${row.about ?? 'simulated'}\n`);
    if (first === '--help') context.out(`require: ${row.required ?? ''}\nopt: ${row.optional ?? ''}\n`);
    return true;
  }
  return false;
};

/** `cbsd help`: the commands that are played here, `module=` takes some of them. */
export const listCommands = (context: Context, argv: readonly string[]): number => {
  const wanted = argv.find(word => word.startsWith('module='))?.slice('module='.length) ?? '';
  for (const name of commandNames()) {
    const {module = 'sys', about = 'simulated'} = commandRow(name) ?? {};
    if (wanted === '' || module.split(',').includes(wanted))
      context.out(`${name.padEnd(22)} -- [${module}] ${about}\n`);
  }
  return 0;
};
