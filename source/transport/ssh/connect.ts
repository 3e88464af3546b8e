import {connect as connectSocket} from 'node:net';
import type {Duplex} from 'node:stream';
import type {Client, ServerHostKeyAlgorithm} from 'ssh2';
import {byHand} from './by-hand.ts';
import {type Identities, identities} from './identities.ts';
import {fingerprint, judge, keyType, knownTypes} from './known-hosts.ts';
import {destinationOf, type SshSettings, sshSettings} from './settings.ts';
import {loadSsh2} from './ssh2.ts';
import {networkInWords, Unreachable} from './unreachable.ts';

export type LineOptions = {
  /** A fingerprint that the operator has named for this host: an unknown key is taken when it has it. */
  readonly fingerprint?: string;
  /** Milliseconds between two questions whether the far side still answers; three without an answer are the end. */
  readonly keepAliveMs?: number;
  /** Milliseconds for which a shell waits for the next command. */
  readonly spareMs?: number;
};

/** Connected, with the clients of its hops, which live as long as it. */
export type Connected = {
  readonly client: Client;
  /**
   * Calls once it is gone, until the answer is called. No promise: whatever waits for one is kept as long as that, and a connection
   * outlives thousands of commands with all their output.
   */
  whenGone(listener: () => void): () => void;
  close(): void;
};

const connectWithin = 15_000;

/** A frozen network is noticed within 15 s. */
const keepAliveMs = 3000;

/** Through all of its hops. Rejects with `Unreachable`. */
export async function connect(
  settings: SshSettings,
  options: LineOptions,
  config: string | undefined,
): Promise<Connected> {
  const hops: Client[] = [];
  const close = () => {
    for (const hop of hops.toReversed()) hop.destroy();
  };
  try {
    for (const jump of settings.jumps) {
      const destination = destinationOf(jump);
      if (!destination) throw new Unreachable('unreachable', `ProxyJump ${jump} is no host`);
      const hop = await sshSettings({...destination, ...(config !== undefined && {config})});
      hops.push(await handshake(hop, {}, await socketTo(hop, hops.at(-1))));
    }
    const client = await handshake(settings, options, await socketTo(settings, hops.at(-1)));
    const listeners = new Set([close]);
    let isGone = false;
    client.once('close', () => {
      isGone = true;
      for (const listener of listeners) listener();
    });
    return {
      client,
      whenGone(listener) {
        if (isGone) queueMicrotask(listener);
        else listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      close: () => void client.destroy(),
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** ssh2 leaves Nagle's algorithm on, which costs every command 80 ms (ink-stack 5.1): the socket is our own. */
function socketTo({host, port}: SshSettings, hop: Client | undefined): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const no = (error: Error) =>
      reject(new Unreachable('unreachable', `${host}, port ${port}: ${networkInWords(error)}`));
    if (hop) {
      hop.forwardOut('127.0.0.1', 0, host, port, (error, stream) => (error ? no(error) : resolve(stream)));
      return;
    }
    const socket = connectSocket({host, port, noDelay: true, keepAlive: true, timeout: connectWithin});
    socket.once('timeout', () => socket.destroy(new Error('no answer')));
    socket.once('error', no);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', no);
      resolve(socket);
    });
  });
}

async function handshake(settings: SshSettings, options: LineOptions, sock: Duplex): Promise<Client> {
  const {Client} = await loadSsh2();
  const means = await identities(settings);
  const client = new Client();
  let refused: Unreachable | null = null;
  return new Promise((resolve, reject) => {
    client.on('error', error => reject(refused ?? unreachable(error, settings, means))); // later ones: its close tells
    client.once('ready', () => resolve(client));
    client.once('close', () => reject(refused ?? unreachable(new Error('it hung up'), settings, means)));
    client.connect({
      sock: sock as never, // any stream will do; the types ask for a readable one
      username: settings.user,
      readyTimeout: connectWithin,
      keepaliveInterval: options.keepAliveMs ?? keepAliveMs,
      keepaliveCountMax: 3,
      ...(settings.agent !== null && settings.forwardAgent && {agent: settings.agent, agentForward: true}),
      authHandler: [...means.ways],
      algorithms: {serverHostKey: typesInOrder(settings)},
      hostVerifier: (key: Buffer) => {
        refused = judged(settings, options, key);
        return refused === null;
      },
    });
  });
}

const spokenTypes: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/** An RSA key signs in two ways, neither of which is its own name. */
function typesInOrder({knownHosts, knownAs}: SshSettings): ServerHostKeyAlgorithm[] {
  const known = knownTypes(knownHosts, knownAs);
  const isKnown = (type: string) => known.includes(type.startsWith('rsa-') ? 'ssh-rsa' : type);
  return [...spokenTypes.filter(isKnown), ...spokenTypes.filter(type => !isKnown(type))];
}

function judged({knownHosts, knownAs}: SshSettings, options: LineOptions, key: Buffer): Unreachable | null {
  const verdict = judge(knownHosts, knownAs, key);
  const shown = `${keyType(key)} ${fingerprint(key)}`;
  switch (verdict.is) {
    case 'known':
      return null;
    case 'unknown':
      if (options.fingerprint === fingerprint(key)) return null;
      return options.fingerprint === undefined
        ? new Unreachable(
            'unknown-key',
            `The key of ${knownAs} is not known: ${shown}`,
            `compare it with what the host's own console says, then: construct-tui hosts add NAME … --fingerprint ${fingerprint(key)}`,
            key,
          )
        : new Unreachable('changed-key', `The key of ${knownAs} is ${shown}, and not ${options.fingerprint}`, '', key);
    default:
      return new Unreachable(
        'changed-key',
        verdict.is === 'revoked'
          ? `The key of ${knownAs} was revoked: ${shown}, see ${verdict.path} line ${verdict.line}`
          : `The key of ${knownAs} has changed: it is ${shown} now, and another one stands in ${verdict.path} line ${verdict.line}`,
        'somebody may be in between; when the host was made anew, take that line out and add the host again',
        key,
      );
  }
}

function unreachable(error: Error & {level?: string}, settings: SshSettings, means: Identities): Unreachable {
  if (error.level !== 'client-authentication')
    return new Unreachable('unreachable', `${settings.host}, port ${settings.port}: ${networkInWords(error)}`);
  const locked = means.locked.length > 0 ? `; ${means.locked.join(', ')} wants a passphrase` : '';
  return new Unreachable(
    'no-login',
    `${settings.user} may not log in to ${settings.host} with ${means.ways.length + means.locked.length === 0 ? 'neither an agent nor a key file here' : `the keys that are here${locked}`}`,
    means.locked.length > 0 ? `ssh-add it, or ${byHand}` : byHand,
  );
}
