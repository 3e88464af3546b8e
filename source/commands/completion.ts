import {bashCompletion} from './completions/bash.ts';
import {fishCompletion} from './completions/fish.ts';
import {zshCompletion} from './completions/zsh.ts';
import type {Surface} from './surface.ts';

const made: Readonly<Record<string, (surface: Surface) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

export const shells: readonly string[] = Object.keys(made);

/** A script for the shell to source; null for a shell that there is none for. */
export const completionFor = (shell: string, surface: Surface): string | null =>
  Object.hasOwn(made, shell) ? (made[shell]?.(surface) ?? null) : null;
