import type {KindName} from './kinds.ts';

/** As typed. Booleans are `0` and `1`, lists are what the field's kind says, an absent key means "take the default". */
export type Answers = Readonly<Record<string, string>>;

/** `disabled` holds the reason why it is shown and cannot be chosen (a broken profile, a missing feature). */
export type Choice = {
  readonly value: string;
  readonly label: string;
  readonly note?: string;
  readonly disabled?: string;
};

/** `origin` in few words: `profile`, `next free`, `node`, `CBSD`, `like web1`. */
export type Default = {readonly value: string; readonly origin: string};

/** The value another field has now: answered, else its default. */
export type Get = (id: string) => string;

export type Field<Context> = {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly kind: KindName;
  readonly group: string;
  readonly speed: 'basic' | 'all';
  readonly secret?: boolean;
  readonly required?: boolean;
  readonly initial: (get: Get, context: Context) => Default;
  /** Rows to pick from; with `free` they are suggestions and other values of the kind are taken too. */
  readonly allowed?: (get: Get, context: Context) => readonly Choice[];
  readonly free?: boolean;
  readonly visible?: (get: Get, context: Context) => boolean;
  /** Beyond the kind: a sentence that says what is wrong and the way out, or null. */
  readonly refuse?: (value: string, get: Get, context: Context) => string | null;
  readonly warn?: (value: string, get: Get, context: Context) => string | null;
  /** A fact beside the field: free memory, download size, whose key. */
  readonly note?: (value: string, get: Get, context: Context) => string | null;
};

export type Group = {readonly id: string; readonly title: string};

export type Form<Context> = {
  readonly action: string;
  readonly title: string;
  readonly groups: readonly Group[];
  readonly fields: readonly Field<Context>[];
  /** Why this platform has no such field, where one is looked for: a sentence with the way out. */
  readonly absent?: Readonly<Record<string, string>>;
  /** What its last row says where the answers are kept, and no plan is made of them. */
  readonly keeps?: string;
};

/** A field as it stands now: what a screen, a prompt, `form --json` and the validation see. */
export type FieldView = {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly kind: KindName;
  readonly group: string;
  readonly speed: 'basic' | 'all';
  readonly secret: boolean;
  readonly required: boolean;
  readonly visible: boolean;
  readonly value: string;
  readonly fallback: Default;
  /** True when the operator gave it, false when `value` is the default. */
  readonly answered: boolean;
  readonly allowed: readonly Choice[] | null;
  readonly free: boolean;
  readonly error: string | null;
  readonly warning: string | null;
  readonly note: string | null;
};

export type FormView = {
  readonly action: string;
  readonly title: string;
  readonly groups: readonly Group[];
  readonly fields: readonly FieldView[];
  readonly keeps?: string;
  /** Answers to fields that the form does not have, as typed, each with the reason. */
  readonly unknown: readonly {readonly id: string; readonly reason: string}[];
};
