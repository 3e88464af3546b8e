import type {Call, Pause} from './call.ts';

type Asking = Pick<Call, 'env' | 'inter' | 'line' | 'out' | 'paint'>;

const meaning = (reply: string, cancel: boolean): 0 | 1 | 2 | null => {
  if (/^(Y|y|1$)/.test(reply)) return 0;
  if (/^(N|n|0$)/.test(reply)) return 1;
  return cancel && /^(C|c|2$)/.test(reply) ? 2 : null;
};

/** getyesno and getyesnocancel. At the end of stdin they ask for ever, at full speed (cbsd-observed, trap 2). */
export function* answer(
  call: Asking,
  question: string,
  options: {readonly answer?: string; readonly cancel?: boolean} = {},
): Generator<Pause, 0 | 1 | 2 | 3> {
  if (options.answer === '1') return 0;
  if (options.answer === '0') return 1;
  if (!call.inter) {
    if (call.env.ALWAYS_YES === '1') return 0;
    return call.env.ALWAYS_NO === '1' ? 1 : 3;
  }
  const {bold, n0, n2} = call.paint;
  const choices = `yes(1) or no(0)${options.cancel === true ? ' or cancel(2)' : ''}`;
  call.out(`${bold}${question}${n0}\n`);
  for (;;) {
    call.out(`[${n2}${choices}${n0}]\n`);
    const reply = call.line();
    if (reply === null) yield {ms: 0};
    const found = meaning((reply ?? '').trim().split(/\s/)[0] ?? '', options.cancel === true);
    if (found !== null) return found;
  }
}
