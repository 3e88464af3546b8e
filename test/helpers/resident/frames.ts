import type {Socket} from 'node:net';

/** What client.pl sends: byte strings behind their length. */
export function receive(socket: Socket): () => Promise<Buffer | null> {
  let held = Buffer.alloc(0);
  let wake = () => {};
  let ended = false;
  const end = () => {
    ended = true;
    wake();
  };
  socket.on('data', (piece: Buffer) => {
    held = Buffer.concat([held, piece]);
    wake();
  });
  socket.on('end', end).on('close', end).on('error', end);
  return async () => {
    for (;;) {
      const wanted = held.length < 4 ? 4 : 4 + held.readUInt32BE();
      if (held.length >= wanted && wanted > 3 && held.length >= 4) {
        const text = held.subarray(4, wanted);
        held = held.subarray(wanted);
        return text;
      }
      if (ended) return null;
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
  };
}

export type Kind = 'o' | 'e' | 'r' | 'n' | 'k' | 'x';

/** A frame to the client: output, errors, `read your stdin`, `start the program yourself`, `kill yourself`, `exit with`. */
export function send(socket: Socket, kind: Kind, text = ''): boolean {
  const bytes = Buffer.from(text);
  const head = Buffer.alloc(5);
  head.write(kind);
  head.writeUInt32BE(bytes.length, 1);
  return socket.write(Buffer.concat([head, bytes]));
}

/**
 * What a tool says, in as few frames as its order allows: a look prints hundreds of pieces at once, and each frame is read and
 * written by client.pl, and read by who started it. It goes when the event loop comes round, before any other frame, or when it has grown long.
 */
export function speaker(socket: Socket) {
  let kind: 'o' | 'e' = 'o';
  let held = '';
  let drained = true;
  const flush = (): void => {
    if (held !== '') drained = send(socket, kind, held);
    held = '';
  };
  return {
    say: (as: 'o' | 'e') => (text: string) => {
      if (as !== kind) flush();
      kind = as;
      if (held === '') setImmediate(flush);
      held += text;
      if (held.length > 65_536) flush();
    },
    /** Another frame, behind all that has been said. */
    send(as: Kind, text = ''): void {
      flush();
      send(socket, as, text);
    },
    /** Whether the client keeps up. */
    async keepUp(): Promise<void> {
      flush();
      if (!drained && !socket.destroyed) await untilDrained(socket);
      drained = true;
    },
  };
}

const untilDrained = (socket: Socket): Promise<void> =>
  new Promise(resolve => {
    const done = () => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
