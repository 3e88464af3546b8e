import type {Operator} from '../model/driver.ts';

/** The operator's own connection as sshd tells it: `CLIENT PORT SERVER PORT`; nothing where sudo has dropped it. */
export function reachedBy({SSH_CONNECTION}: NodeJS.ProcessEnv = process.env): Pick<Operator, 'reachedBy'> {
  const [client, , server, port] = (SSH_CONNECTION ?? '').split(' ');
  return client && server && Number(port) > 0 ? {reachedBy: {client, server, port: Number(port)}} : {};
}
