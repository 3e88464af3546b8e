/** One use of something shared: a method, in the context (a guest, a port, the host) within which rules apply. */
export type Call = {readonly method: string; readonly context: string};

/** method → the methods that block it, within one context. */
export type Rules = Readonly<Record<string, readonly string[]>>;

/**
 * What jobs do to what they share. A job is a `part` of the host's work, or the `whole` of it; in each thing that it
 * touches it relies on what is there (`read`) or alters it (`change`). Looking at a host is no job and waits for nothing.
 */
export const hostRules: Rules = {
  part: ['whole'],
  whole: ['part', 'whole'],
  read: ['change'],
  change: ['read', 'change'],
};

/** Those of `others` that keep `call` from starting. Throws for a method without a rule: it would block nothing. */
export function blockers(call: Call, others: readonly Call[], rules: Rules): readonly Call[] {
  const blocking = rules[call.method];
  if (!blocking) throw new Error(`There is no rule for ${call.method}`);
  return others.filter(other => other.context === call.context && blocking.includes(other.method));
}
