/**
 * The stream to give to Ink in place of `stream`. Ink decides when the terminal is read (raw mode, handing over, coming
 * back); what was read goes to `onChunk` alone. Its own `useInput` cannot tell F-keys apart and hands a burst of typing
 * over as one string.
 */
export function tap<Stream extends NodeJS.ReadableStream>(stream: Stream, onChunk: (chunk: string) => void): Stream {
  const read = (): null => {
    for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) onChunk(String(chunk));
    return null;
  };
  return new Proxy(stream, {
    get(target, name) {
      if (name === 'read') return read;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
