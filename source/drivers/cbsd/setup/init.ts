import type {Get} from '../../../model/form.ts';
import type {Step} from '../../../model/plan.ts';
import {run} from '../../../model/step.ts';
import {shell} from '../../../text/sections.ts';
import {patience} from '../plans/command.ts';
import {answersAround} from './answer-file.ts';
import {copyStep, digestOf, restoreCommand} from './edit.ts';
import type {HostFacts} from './facts.ts';
import {initenv} from './paths.ts';
import {loaderChange} from './predict.ts';
import {stopDaemonScript} from './scripts.ts';
import {ours} from './steps.ts';
import {againSteps} from './upgrade.ts';

/** initenv, which ends with 0 whatever happened: what counts is what is there afterwards (cbsd-ops 1.2, 1.3). */
export function initSteps(get: Get, facts: HostFacts): readonly Step[] {
  if (facts.isNode) return againSteps(facts);
  const workdir = get('workdir');
  const {path, before, after} = answersAround(get);
  const loader = loaderChange(facts);
  const home = facts.home ?? '/nonexistent';
  return [
    ...before,
    ...(loader ? copyStep(loader) : []),
    run(
      `Let CBSD make a node of ${workdir}`,
      {argv: [initenv, 'inter=0', path], env: {workdir, NOINTER: '1', NOCOLOR: '1'}, timeoutMs: patience.create},
      {
        check: {
          id: 'node-ready',
          target: workdir,
          expect: {
            nodename: get('nodename'),
            nodeip: get('nodeip'),
            nodeippool: get('nodeippool'),
            jnameserver: get('jnameserver'),
            sqlreplica: get('sqlreplica'),
            ...(loader ? {loader: loader.path, loaderDigest: digestOf(loader.after)} : {}),
          },
          says: `${workdir} is a node with these settings, whatever initenv says`,
        },
        undo: [
          {argv: shell(stopDaemonScript), timeoutMs: patience.stop},
          ...(get('initenv_modify_cbsd_homedir') === '1'
            ? [{argv: ['pw', 'usermod', 'cbsd', '-d', home] as const}]
            : []),
          ...(loader ? [restoreCommand(loader)] : []),
        ],
        undoWhile: ours(get, facts.arch),
        residue: [`what CBSD has made in ${workdir}; the same step can run again over it`],
        seconds: 60,
        ...(loader ? {changes: [loader]} : {}),
      },
    ),
    ...after,
  ];
}
