import {networkConfig} from './network.ts';
import type {Piece, SeedInput} from './piece.ts';
import {substitute} from './substitute.ts';
import {type CloudTemplate, cloudTemplates} from './templates.ts';
import {userData} from './users.ts';

export type SeedFile = {readonly name: string} & Piece;

/**
 * The files of a VM's cloud-init folder, in the order they are written; the last one may have failed, and then those after it were
 * never written. null: there is no such template.
 */
export function seedFiles(input: SeedInput): readonly SeedFile[] | null {
  const template = cloudTemplates[input.value('ci_template')];
  if (!template) return null;
  const files: SeedFile[] = [];
  for (const [name, write] of writers(input.value('ci_template'))) {
    const piece = write(template, input);
    files.push({name, ...piece});
    if (piece.failed) break;
  }
  return files;
}

type Writer = (template: CloudTemplate, input: SeedInput) => Piece;

const writers = (template: string): readonly (readonly [string, Writer])[] => {
  if (template === 'homeass') return [['network-config', networkConfig]];
  if (template.startsWith('fire')) {
    return [
      ['network-config', networkConfig],
      ['user-data', userData],
      ['zzz_resize', () => ({text: '# practice host: the disk is grown here\n', failed: false})],
    ];
  }
  return [
    ['meta-data', metaData],
    ['network-config', networkConfig],
    ['user-data', userData],
  ];
};

const metaData: Writer = (template, {value}) => ({
  text:
    substitute(template.metaData ?? '', [
      {key: 'ci_jname', value: value('ci_jname'), delimiter: ':'},
      {key: 'ci_fqdn', value: value('ci_fqdn'), delimiter: ':'},
    ]) ?? '',
  failed: false,
});
