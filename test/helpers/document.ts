import assert from 'node:assert/strict';
import type {Run} from './run.ts';

/** A JSON document of the program, as loosely known as a script that reads it. */
export type Document = {readonly [key: string]: Json};
type Json = string | number | boolean | null | readonly Json[] | {readonly [key: string]: Json};

/** The one document that a run wrote to stdout, labelled as the practice host's unless it comes from a real one. */
export function documentOf({stdout, stderr}: Run, isPractice = true): Document {
  const content: Document = parse(stdout, stderr);
  assert.equal(content.schema, 1);
  assert.equal(content.practice, isPractice ? true : undefined);
  return content;
}

function parse(stdout: string, stderr: string): Document {
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`not one JSON document: ${stdout}\n--- stderr:\n${stderr}`);
  }
}

/** What stands at the end of a path of keys: `part(document, 'job', 'steps')`. */
export function part(value: Json | undefined, ...keys: readonly (string | number)[]): Json | undefined {
  return keys.reduce<Json | undefined>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string | number, Json>)[key] : undefined,
    value,
  );
}

export function rows(value: Json | undefined): readonly Document[] {
  assert.ok(Array.isArray(value), `not a list: ${JSON.stringify(value)}`);
  return value;
}

type Test = (value: Json | undefined) => boolean;

const one =
  (type: string): Test =>
  value =>
    typeof value === type;
export const text = one('string');
export const yesNo = one('boolean');
export const list: Test = value => Array.isArray(value);
export const orNull =
  (test: Test): Test =>
  value =>
    value === null || test(value);
export const number = one('number');
export const oneOf =
  (...words: readonly string[]): Test =>
  value =>
    words.includes(String(value));
export const record: Test = value => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every key is there and what it holds is of its kind; further keys may stand beside them. */
export function hasShape(value: Json | undefined, shape: Readonly<Record<string, Test>>): void {
  for (const [key, test] of Object.entries(shape)) {
    const held = part(value, key);
    assert.ok(held !== undefined && test(held), `${key} is ${JSON.stringify(held)} in ${JSON.stringify(value)}`);
  }
}

export const guestShape = {
  ...{name: text, kind: oneOf('jail', 'vm', 'container'), state: text, addresses: list, hostname: text, os: text},
  ...{autostart: yesNo, managed: yesNo, cpus: orNull(number), memoryBytes: orNull(number), diskBytes: orNull(number)},
};
export const stepShape = {
  ...{title: text, argv: orNull(list), exitCode: orNull(number), startedAt: orNull(text), endedAt: orNull(text)},
  ...{check: oneOf('true', 'false', 'unknown'), note: text},
};
export const jobShape = {
  ...{
    id: text,
    action: text,
    target: text,
    by: text,
    undoable: yesNo,
    residue: list,
    steps: list,
    runner: orNull(record),
  },
  state: oneOf('waiting', 'running', 'done', 'failed', 'unknown', 'cancelled', 'undone'),
};
export const planShape = {action: text, target: text, steps: list, warnings: list, refusals: list, fingerprint: text};
