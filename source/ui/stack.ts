import type {Change, Screen} from './screen.ts';

/** What is open, the one in front last. The first one never closes. */
export type Stack = readonly [Screen, ...Screen[]];

export const front = (stack: Stack): Screen => stack.at(-1) ?? stack[0];

/** Applies what a key did: the asked screen is replaced, then screens close, then one opens. */
export function changed([first, ...rest]: Stack, {screen, back, open}: Change): Stack {
  let over: readonly Screen[] = rest;
  let root = first;
  if (screen && over.length > 0) over = [...over.slice(0, -1), screen];
  else if (screen) root = screen;
  if (back === 'home') over = [];
  else if (back) over = over.slice(0, Math.max(0, over.length - back));
  return [root, ...over, ...(open ? [open] : [])];
}

/** Puts `replace` in the place of every screen that it does not return as it is. */
export function mapped([first, ...rest]: Stack, replace: (screen: Screen) => Screen): Stack {
  const next: Stack = [replace(first), ...rest.map(replace)];
  return next.every((screen, index) => screen === [first, ...rest][index]) ? [first, ...rest] : next;
}
