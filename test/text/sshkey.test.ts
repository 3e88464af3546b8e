import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {sshKeyLabel, sshKeyProblem} from '../../source/text/sshkey.ts';

// made by ssh-keygen for this test; their private halves are gone
const keys = [
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJWKU8FKz3HafInTi+5RchIC0Dd9ipRbdymOmNLmLRcI alice@laptop',
  'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCvWblkkXD4lCTPLX8UvS6NN3WJOtg1ojJq/WjukLGBw2mBk7oAAlkQQixKdTpbKBvHLBoCCXNH8YW+o2tGxr6nJ4CFk8lQpij9WKN33wx86M2RI4QRw/485H1gjvpu0scrzmoiRLhhh4F6+aG0DQGW1miv5bmOB+YSWVptMci0nhsqIIIrHZd4Yy4KNCeCN0E1rly+Y+8ywClj6duZ/71dCRJwFKMkhoPp/z4acOXCDQO1ot6iU6N1KxJ4YpK3xbbcOw6ZP+8UJa0jMKFp0OMPRAZ6ovJQ7N0/cBW97FNU7GaU6zc/OaJfzIRNpG76EQLW2kwkkZ8/fHBB+ltom3Jh bob',
  'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBHdSvyfvV8p7VkgEtiB5KETkYsMghwUHFA3IP+q7gpVD1wlvZMlJMrIiVmLKFnsbeRWbjm/6QPH1J70O/LDD7Po=',
  'ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBAE0gzhNseDR9sgbFqlx44uiHZM+jNG08rwD+ukDmzKwkq4A1TmiD2BNPSY+/dxSM1ZjTTs6WUjA8mgaZ8tt0JV56QDyHKxRvnTkoNoM3sVmRke2A0aLbrlg7Roey2GPph03hLUp4IdkzaVegLgKJ6T8IU4HVFQV/pNcyHrWR9uDf6N+Mg== c d',
] as const;
const [ed25519, rsa] = keys;

test('keys as ssh-keygen writes them are taken', () => {
  for (const key of keys) assert.equal(sshKeyProblem(key), null, key);
});

test('a damaged key is refused wherever the damage is', () => {
  const [type, blob = ''] = rsa.split(' ');
  fc.assert(
    fc.property(fc.nat(blob.length - 1), cut => {
      assert.notEqual(sshKeyProblem(`${type} ${blob.slice(0, cut)}`), null);
      assert.notEqual(sshKeyProblem(`${type} ${blob.slice(0, cut)}${blob.slice(cut + 1)}`), null);
    }),
    {numRuns: 200},
  );
});

test('a key whose name and content differ is refused', () => {
  assert.match(sshKeyProblem(rsa.replace('ssh-rsa', 'ssh-ed25519')) ?? '', /holds another type/);
});

test('what CBSD or sshd would not take is refused with the reason', () => {
  const rows = [
    ['ssh-dss AAAAB3NzaC1kc3M= x', /no DSA keys/],
    ['sk-ssh-ed25519@openssh.com AAAA x', /Keys on hardware/],

    ['-----BEGIN OPENSSH PRIVATE KEY-----', /private key/],
    [`from="10.0.0.1" ${ed25519}`, /without options/],
    ['', /not a public key/],
    ['ssh-ed25519', /not a public key/],
    ['ssh-ed25519 AAAA!', /not base64/],
    ['__proto__ AAAA', /not a public key/],
    [ed25519.slice(0, 72), /copy the whole line/],
  ] as const;
  for (const [key, reason] of rows) assert.match(sshKeyProblem(key) ?? '', reason, key);
});

test('an RSA key that sshd would refuse for its size is refused', () => {
  const number = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, bytes.length >> 8, bytes.length & 255]), bytes]);
  const blob = [Buffer.from('ssh-rsa'), Buffer.from([1, 0, 1]), Buffer.from([...Array(96).fill(0x7f)])].map(number);
  assert.match(sshKeyProblem(`ssh-rsa ${Buffer.concat(blob).toString('base64')}`) ?? '', /767 bits/);
});

test('a key is known by its comment and type', () => {
  assert.equal(sshKeyLabel(ed25519), 'alice@laptop (ssh-ed25519)');
  assert.equal(sshKeyLabel(keys[2]), 'ecdsa-sha2-nistp256');
});
