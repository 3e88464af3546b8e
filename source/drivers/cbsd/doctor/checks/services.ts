import type {CheckRow} from '../../../../model/doctor.ts';
import {patience, run} from '../../plans/command.ts';
import type {Facts} from '../facts.ts';
import {hostCheck} from '../verify.ts';
import {missing, ok, unknown, warn} from './judged.ts';

const timeKeepers = ['ntpd', 'chronyd', 'openntpd'];

const startStep = (service: string) =>
  run(
    `Start ${service}`,
    {argv: ['service', service, 'onestart'], timeoutMs: patience.start},
    {check: hostCheck('service', service, 'yes', `${service} runs`), seconds: 5},
  );

export const serviceChecks: readonly CheckRow<Facts>[] = [
  {
    id: 'cbsdd',
    title: 'The daemon cbsdd',
    wanted: 'running, and started with the host',
    why: 'It loads NAT and starts guests with the host, and works through the queue of tasks.',
    judge({services, rcConf, workdir, cbsd: {initialised}}) {
      if (workdir === '' || initialised === '') return null;
      const atStart = /^yes$/i.test(rcConf.get('cbsdd_enable') ?? '');
      if (!services.has('cbsdd'))
        return missing(atStart ? 'not running' : 'not running, and not started with the host');
      return atStart ? ok('running') : warn('running, and not started with the host: cbsdd_enable is not YES');
    },
    fix: 'Start cbsdd',
    mend: ({services, node}) =>
      services.has('cbsdd')
        ? null
        : {
            steps: [startStep('cbsdd')],
            warnings: [
              'It runs naton: CBSD’s rules take the place of all others in pf.',
              `It starts the guests that start with the host: ${autostarted(node) || 'none is set to'}.`,
              'There is no step back: stopping cbsdd stops every guest.',
            ],
          },
  },
  {
    id: 'sshd',
    title: 'SSH server',
    wanted: 'sshd running',
    why: 'Whoever is logged in by it cannot come back once it is gone.',
    judge: ({services, system}) =>
      system === 'FreeBSD' ? (services.has('sshd') ? ok('running') : warn('not running')) : null,
    fix: 'Start sshd',
    mend: () => ({
      steps: [startStep('sshd')],
      warnings: ['The host can then be logged in to from the net, as /etc/ssh/sshd_config says.'],
    }),
  },
  {
    id: 'clock',
    title: 'Clock',
    wanted: 'kept right by a service, and within 5 s of ours',
    why: 'Certificates, logs and clusters of guests go by it.',
    judge({services, clockAhead, system}) {
      if (system !== 'FreeBSD') return null;
      if (clockAhead === null) return unknown('the host did not tell its time');
      const off = Math.abs(clockAhead) > 5 ? `${Math.abs(clockAhead)} s ${clockAhead > 0 ? 'ahead' : 'behind'}` : '';
      const keeper = timeKeepers.find(name => services.has(name));
      if (off !== '') return warn(keeper ? `${off}, though ${keeper} runs` : `${off}, and nothing keeps it`);
      return keeper ? ok(`kept by ${keeper}`) : warn('right now, and nothing keeps it');
    },
    fix: 'Keep the clock by ntpd',
    harmless: true,
    mend: ({services, rcConf}) =>
      timeKeepers.some(name => services.has(name))
        ? null
        : {
            steps: [
              run(
                'Start ntpd with the host',
                {argv: ['sysrc', 'ntpd_enable=YES']},
                {
                  check: hostCheck('setting', 'ntpd_enable', 'YES', 'ntpd_enable is YES in /etc/rc.conf'),
                  undo: [
                    {
                      argv: [
                        'sysrc',
                        ...(rcConf.has('ntpd_enable')
                          ? [`ntpd_enable=${rcConf.get('ntpd_enable')}`]
                          : ['-x', 'ntpd_enable']),
                      ],
                    },
                  ],
                  seconds: 1,
                },
              ),
              {...startStep('ntpd'), undo: [{argv: ['service', 'ntpd', 'onestop']}]},
            ],
          },
  },
];

const autostarted = (node: Facts['node']): string =>
  (node?.guests ?? [])
    .filter(({row, state}) => row?.astart === '1' && state === 'stopped')
    .map(({name}) => name)
    .join(', ');
