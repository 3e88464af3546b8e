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
