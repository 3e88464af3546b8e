import type {Call} from '../call.ts';

/** The call with its lines coloured as CBSD colours most of them: what is told first, its value behind the last `: `. */
export function painted(call: Call): Call {
  const {n0, n1, n2} = call.paint;
  if (n1 === '') return call;
  const one = (line: string): string => {
    if (line.trim() === '' || line.includes('\u001b')) return line;
    const [, label, value = ''] = /^(.*: )(.*)$/.exec(line) ?? [];
    return label === undefined ? `${n1}${line}${n0}` : `${n1}${label}${n2}${value}${n0}`;
  };
  const paint = (text: string): string => text.split('\n').map(one).join('\n');
  return {...call, say: line => call.say(paint(line)), fail: (line, code) => call.fail(paint(line), code)};
}
