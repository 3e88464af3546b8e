import type {Input} from '../terminal/decode.ts';
import {textOf} from '../terminal/keys.ts';

export type Typed = Exclude<Input, {kind: 'answer'}>;

/** A paste is text and nothing but text: no line break in it runs anything, and the last one is not part of it. */
export function pressesOf(input: Typed): readonly {readonly name: string; readonly text: string | null}[] {
  if (input.kind === 'key') return [{name: input.name, text: textOf(input.name)}];
  const text = input.text
    .replace(/[\r\n]+$/, '')
    .replace(/\r\n?|\n|\t/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '');
  return text === '' ? [] : [{name: 'paste', text}];
}
