/** sh text as it is understood here: what looks at a node and tools of sh are written in, not all of POSIX. */
export type Part =
  | {readonly kind: 'text'; readonly text: string; readonly quoted: boolean}
  | {
      readonly kind: 'value';
      readonly name: string;
      readonly quoted: boolean;
      /** `:-`, `+`, `##`, …; empty for the value as it is, `#` alone before the name for its length. */
      readonly operator: string;
      readonly word: Word;
    }
  | {readonly kind: 'output'; readonly body: List; readonly quoted: boolean}
  | {readonly kind: 'sum'; readonly word: Word; readonly quoted: boolean};

export type Word = readonly Part[];

export type Redirect = {
  readonly descriptor: number;
  readonly how: '<' | '>' | '>>' | '<&' | '>&';
  readonly target: Word;
};

type Plain = {
  readonly kind: 'simple';
  readonly sets: readonly (readonly [name: string, value: Word])[];
  readonly words: readonly Word[];
};

type Compound =
  | {readonly kind: 'group' | 'subshell'; readonly body: List}
  | {readonly kind: 'for'; readonly name: string; readonly words: readonly Word[] | null; readonly body: List}
  | {readonly kind: 'while'; readonly condition: List; readonly body: List}
  | {readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise: List}
  | {readonly kind: 'case'; readonly word: Word; readonly items: readonly Item[]}
  | {readonly kind: 'function'; readonly name: string; readonly body: Command};

type Branch = {readonly condition: List; readonly body: List};
type Item = {readonly patterns: readonly Word[]; readonly body: List};

export type Command = (Plain | Compound) & {readonly redirects: readonly Redirect[]};
export type Pipeline = {readonly not: boolean; readonly commands: readonly Command[]};
export type Chain = {
  readonly first: Pipeline;
  readonly rest: readonly {readonly and: boolean; readonly next: Pipeline}[];
};
export type List = readonly Chain[];

/** The text has something that is not understood here: the machine's own sh has to run it. */
export class NotUnderstood extends Error {}
