/** Calls what it was last given, every `pace` milliseconds, until it is given nothing. */
export function createTicker(): {run(task: (() => void) | null, pace?: number): void} {
  let timer: NodeJS.Timeout | undefined;
  let current: (() => void) | null = null;
  let paced = 0;
  return {
    run(task, pace = 1000) {
      current = task;
      if (timer && task && pace === paced) return;
      clearInterval(timer);
      paced = pace;
      timer = task ? setInterval(() => current?.(), pace).unref() : undefined;
    },
  };
}
