import {characterName, sequenceName} from './keys.ts';

export type Input =
  | {readonly kind: 'key'; readonly name: string}
  | {readonly kind: 'paste'; readonly text: string}
  /** What the terminal answers to a question of ours, without its ends. */
  | {readonly kind: 'answer'; readonly text: string};

/** How long a lone ESC may be the head of a sequence whose rest is still on the line. Milliseconds. */
const patience = 30;
const pasteStart = '\u001b[200~';
const pasteEnd = '\u001b[201~';

/** Begun by the terminal, not by fingers: the rest comes, however long the line takes. */
const isWhole = (text: string): boolean => text.startsWith(pasteStart) || /^\u001b\]\d+;/.test(text);

/** Turns what the terminal sends, in whatever chunks it arrives, into keys and pastes in their order. */
export function createDecoder(listener: (input: Input) => void): {push(chunk: string): void; close(): void} {
  let pending = '';
  let timer: NodeJS.Timeout | undefined;
  const take = (text: string, isLast: boolean): void => {
    const {inputs, rest} = decode(text, isLast);
    pending = rest;
    for (const input of inputs) listener(input);
  };
  return {
    push(chunk) {
      clearTimeout(timer);
      take(pending + chunk, false);
      if (pending && !isWhole(pending)) timer = setTimeout(() => take(pending, true), patience);
    },
    close: () => clearTimeout(timer),
  };
}

/**
 * `isLast`: nothing more will come, so a lone ESC is the key. ESC and a character is both of them, since nothing here is
 * bound to Alt and a slow line often delivers two keys in one read.
 */
export function decode(text: string, isLast: boolean): {readonly inputs: readonly Input[]; readonly rest: string} {
  const inputs: Input[] = [];
  let index = 0;
  while (index < text.length) {
    const rest = text.slice(index);
    if (rest.startsWith(pasteStart)) {
      const end = rest.indexOf(pasteEnd);
      if (end < 0) return {inputs, rest};
      inputs.push({kind: 'paste', text: rest.slice(pasteStart.length, end)});
      index += end + pasteEnd.length;
      continue;
    }
    const sequence = /^\u001b(\[\[[A-E]|\[(?!\[)[0-9;:?<=>]*[ -/]*[@-~]|O[0-9;]*[@-~])/.exec(rest);
    if (sequence) {
      const name = sequenceName(sequence[1] ?? '');
      if (name) inputs.push({kind: 'key', name});
      index += sequence[0].length;
      continue;
    }
    const answer = /^\u001b\](\d+;[^\u0007\u001b]{0,200})(?:\u0007|\u001b\\)/.exec(rest);
    if (answer) {
      inputs.push({kind: 'answer', text: answer[1] ?? ''});
      index += answer[0].length;
      continue;
    }
    if (!isLast && /^\u001b(\](\d*|\d+;[^\u0007\u001b]{0,200}\u001b?)|\[\[?[0-9;:?<=>]*|O[0-9;]*)?$/.test(rest))
      return {inputs, rest};
    const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
    inputs.push({kind: 'key', name: characterName(character)});
    index += character.length;
  }
  return {inputs, rest: ''};
}
