import type {Progress} from '../model/plan.ts';
import type {Transport} from '../model/transport.ts';

const interval = 1000;

/** Asks once a second how many bytes are there and tells when the number changed. Returns the way to stop. */
export function watchProgress(
  progress: Progress,
  transport: Transport,
  tell: (doneBytes: number, totalBytes: number) => void,
): () => void {
  let told = -1;
  let busy = false;
  let total = progress.totalBytes;
  if (progress.whole)
    void transport.read(progress.whole).then(({exitCode, stdout}) => {
      const bytes = Number.parseInt(stdout, 10);
      if (exitCode === 0 && bytes > 0) total = bytes;
    });
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    const result = await transport.read(progress.read);
    busy = false;
    const bytes = Number.parseInt(result.stdout, 10);
    if (result.exitCode !== 0 || !(bytes >= 0) || bytes === told) return;
    told = bytes;
    tell(bytes, total);
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}
