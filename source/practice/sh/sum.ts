import {NotUnderstood} from './syntax.ts';

const order: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
];

const results: Readonly<Record<string, (a: number, b: number) => number>> = {
  '||': (a, b) => Number(a !== 0 || b !== 0),
  '&&': (a, b) => Number(a !== 0 && b !== 0),
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '<=': (a, b) => Number(a <= b),
  '>=': (a, b) => Number(a >= b),
  '<': (a, b) => Number(a < b),
  '>': (a, b) => Number(a > b),
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => Math.trunc(a / b),
  '%': (a, b) => a % b,
};

/** What `$((…))` comes to; names stand for their values. */
export function sum(text: string, called: (name: string) => string): number {
  const signs = text.match(/\d+|[A-Za-z_]\w*|[|&=!<>]{1,2}|[-+*/%()]|\S/g) ?? [];
  let at = 0;
  const level = (depth: number): number => {
    const here = order[depth];
    if (!here) return single();
    let left = level(depth + 1);
    for (let sign = signs[at] ?? ''; here.includes(sign); sign = signs[at] ?? '') {
      at += 1;
      left = results[sign]?.(left, level(depth + 1)) ?? 0;
    }
    return left;
  };
  const single = (): number => {
    const sign = signs[at] ?? '';
    at += 1;
    if (sign === '-') return -single();
    if (sign === '(') {
      const inner = level(0);
      at += 1;
      return inner;
    }
    if (/^\d/.test(sign)) return Number(sign);
    if (/^\w/.test(sign)) return Number(called(sign) || 0);
    throw new NotUnderstood(text);
  };
  const result = level(0);
  if (at < signs.length) throw new NotUnderstood(text);
  return result;
}
