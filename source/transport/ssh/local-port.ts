import {createServer} from 'node:net';
import type {Line} from './line.ts';

/** A port of this machine that leads to one that the far host reaches. */
export type LocalPort = {readonly port: number; close(): void};

/** On 127.0.0.1 alone, at a port that is free; each connection to it is a channel of the line. Rejects where none can be opened. */
export function openLocalPort(line: Line, host: string, port: number): Promise<LocalPort> {
  const sockets = new Set<{destroy(): void}>();
  const server = createServer({noDelay: true}, socket => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    line.tunnel(host, port).then(
      far => {
        far.on('error', () => socket.destroy());
        far.once('close', () => socket.destroy());
        socket.once('close', () => far.destroy());
        socket.pipe(far).pipe(socket);
      },
      () => socket.destroy(),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('no local port is free'));
      resolve({
        port: address.port,
        close() {
          server.close();
          for (const socket of sockets) socket.destroy();
        },
      });
    });
  });
}
