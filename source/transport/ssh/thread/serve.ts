import type {MessagePort} from 'node:worker_threads';
import {openLine} from '../open-line.ts';
import type {Destination} from '../settings.ts';
import {type Way, wayOver} from '../way.ts';
import {type Answers, type FromThread, type Question, type ToThread, whyOf} from './messages.ts';

/** The thread's side: holds a connection to each host that it is asked about. */
export function serve(port: MessagePort, open: (to: Destination) => Way = to => wayOver(openLine(to))): void {
  const ways = new Map<string, Way>();
  /** Ends what a question has begun. */
  const stops = new Map<number, () => void>();
  const tell = (message: FromThread) => port.postMessage(message);

  const wayTo = (to: Destination): Way => {
    const key = JSON.stringify(to);
    const way = ways.get(key) ?? open(to);
    ways.set(key, way);
    return way;
  };
  const close = (to: Destination) => {
    const key = JSON.stringify(to);
    ways.get(key)?.close();
    ways.delete(key);
  };

  async function answer(id: number, way: Way, question: Question): Promise<Answers[keyof Answers]> {
    switch (question.ask) {
      case 'ready':
        await way.ready();
        return null;
      case 'run': {
        const {script, command, limits, isFollowed} = question;
        const ending = new AbortController();
        stops.set(id, () => ending.abort());
        const wish = {...limits, signal: ending.signal};
        const ended = way.run(script, command, isFollowed ? {...wish, onChunk: chunk => tell({id, chunk})} : wish);
        return ended.finally(() => stops.delete(id));
      }
      case 'port': {
        const local = await way.openPort(question.host, question.port);
        stops.set(id, () => {
          stops.delete(id);
          local.close();
        });
        return local.port;
      }
    }
  }

  port.on('message', (message: ToThread) => {
    if ('question' in message) {
      const {id, to, question} = message;
      answer(id, wayTo(to), question).then(
        told => tell({id, answer: told}),
        (error: unknown) => tell({id, why: whyOf(error)}),
      );
    } else if ('stop' in message) stops.get(message.id)?.();
    else if ('close' in message) close(message.close);
    else {
      for (const stop of [...stops.values()]) stop();
      for (const way of ways.values()) way.close();
      port.close();
    }
  });
}
