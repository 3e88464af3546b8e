import type {Row} from './call.ts';
import type {Context} from './dispatch.ts';

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
