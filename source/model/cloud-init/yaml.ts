import {DEFAULT_SCHEMA, type Schema, Type} from 'js-yaml';

/**
 * Plain words as PyYAML takes them, with which cloud-init reads: YAML 1.1, where `yes` is true, `0600` is 384 and `12:30` is 750;
 * js-yaml by itself reads YAML 1.2. What it calls text here is text there, too.
 */
const bool = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const int =
  /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const float =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

const isTrue = (word: string): boolean => /^(?:yes|true|on)$/i.test(word);

function numberOf(word: string): number {
  const [sign, digits] = [word.startsWith('-') ? -1 : 1, word.replace(/^[-+]/, '').replaceAll('_', '').toLowerCase()];
  if (digits === '.inf') return sign * Number.POSITIVE_INFINITY;
  if (digits === '.nan') return Number.NaN;
  if (digits.includes(':')) return sign * digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return sign * Number(int.test(word) ? digits.replace(/^0(?=[0-7]+$)/, '0o') : digits);
}

const plain = (tag: string, pattern: RegExp, construct: (word: string) => unknown): Type =>
  new Type(`tag:yaml.org,2002:${tag}`, {
    kind: 'scalar',
    resolve: (word: string | null) => word !== null && pattern.test(word),
    construct,
  });

export const yaml11: Schema = DEFAULT_SCHEMA.extend({
  implicit: [plain('bool', bool, isTrue), plain('int', int, numberOf), plain('float', float, numberOf)],
});
