import type {ErrorObject, ValidateFunction} from 'ajv';
import type Draft04 from 'ajv-draft-04';
import {load} from 'js-yaml';
import {cloudConfigSchema} from './schema.ts';
import {yaml11} from './yaml.ts';

export type CloudConfig = Readonly<Record<string, unknown>>;

type Checker = typeof Draft04.default;

let checker: Checker | null = null;
let compiled: ValidateFunction | null = null;

/** Brings the schema's checker: 11 MiB that only a driver with such forms loads, by its look. */
export async function loadChecker(): Promise<void> {
  if (checker) return;
  const {default: module} = await import('ajv-draft-04');
  // its class is the CommonJS module itself and, under a bundler, a property of it
  checker = 'default' in module ? (module.default as unknown as Checker) : (module as unknown as Checker);
}

/** What cloud-init would not take or would pass over, each a sentence that names the place; after `loadChecker`. */
export function configProblems(config: CloudConfig): readonly string[] {
  if (!checker) throw new Error('loadChecker comes first');
  compiled ??= new checker({strict: false, allErrors: true, verbose: true}).compile(cloudConfigSchema);
  if (compiled(config)) return [];
  return [...new Set(telling(compiled.errors ?? []).map(inWords))];
}

/** Of a key's errors those that lie deepest; that a value is none of several other types says nothing beside them. */
function telling(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const keyOf = ({instancePath}: ErrorObject) => instancePath.split('/')[1] ?? '';
  const depth = ({instancePath}: ErrorObject) => instancePath.split('/').length;
  return errors.filter(error => {
    const near = errors.filter(other => keyOf(other) === keyOf(error) && other.keyword !== 'oneOf');
    if (error.keyword === 'oneOf') return near.length === 0;
    const level = near.filter(other => depth(other) >= depth(error));
    if (level.some(other => depth(other) > depth(error))) return false;
    return error.keyword !== 'type' || level.every(({keyword}) => keyword === 'type');
  });
}

function inWords({instancePath, keyword, params, data, message = ''}: ErrorObject): string {
  const place = instancePath.slice(1).replaceAll('/', '.');
  const at = place === '' ? '' : `${place}: `;
  if (keyword === 'additionalProperties') return `${at}cloud-init knows no ${String(params.additionalProperty)} there`;
  if (keyword === 'required') return `${at}${String(params.missingProperty)} is missing`;
  if (keyword === 'enum') return `${at}it is one of ${(params.allowedValues as readonly unknown[]).join(', ')}`;
  if (keyword === 'pattern' && place.endsWith('permissions')) return `${at}write the mode in quotes, such as '0644'`;
  if (keyword === 'minItems' || keyword === 'minProperties') return `${at}it is empty: leave it out`;
  if (keyword === 'type') {
    const isUnquoted = params.type === 'string' && (typeof data === 'boolean' || typeof data === 'number');
    return `${at}it has to be ${String(params.type)}${isUnquoted ? ': put it in quotes' : ''}`;
  }
  return `${at}${message}`;
}

/** User-data that an operator wrote: its mapping, or why it is none. The first line may be missing. */
export function readConfig(text: string): {readonly config: CloudConfig} | {readonly problem: string} {
  try {
    const found: unknown = load(text, {schema: yaml11}) ?? {};
    if (typeof found !== 'object' || found === null || Array.isArray(found))
      return {problem: 'This is no mapping of keys to values, as in `packages: [nginx]`.'};
    return {config: found as CloudConfig};
  } catch (error) {
    const {reason = 'it cannot be read', mark} = error as {
      readonly reason?: string;
      readonly mark?: {readonly line: number};
    };
    return {problem: `This is no YAML: ${reason}${mark ? ` in line ${mark.line + 1}` : ''}.`};
  }
}
