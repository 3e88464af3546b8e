import assert from 'node:assert/strict';
import {test} from 'node:test';
import {healthInWords} from '../../source/model/doctor.ts';
import {fakeDiagnosis} from '../ui/fake-session.ts';

test('a host on which nothing is harmless to mend is not called well while something is wrong with it', () => {
  assert.equal(
    healthInWords(fakeDiagnosis),
    'Nothing to mend without a closer look: 3 missing, 1 to mind, 0 unknown; Kernel module vmm: not loaded',
  );
  const well = fakeDiagnosis.findings.filter(({state}) => state === 'ok');
  assert.equal(healthInWords({findings: well}), 'All is well');
});
