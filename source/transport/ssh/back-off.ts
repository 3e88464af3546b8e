/** Milliseconds until a host that was not there is tried again, doubled each time. */
const pauses = {first: 500, most: 30_000};

/** The same attempt, which after a failure is not made anew for a while: until then its answer is that failure. */
export function backingOff<T>(attempt: () => Promise<T>): () => Promise<T> {
  let failure: {readonly error: unknown; readonly until: number; readonly pause: number} | null = null;
  return async () => {
    if (failure && Date.now() < failure.until) throw failure.error;
    try {
      const made = await attempt();
      failure = null;
      return made;
    } catch (error) {
      const pause = Math.min(pauses.most, failure ? failure.pause * 2 : pauses.first);
      failure = {error, pause, until: Date.now() + pause};
      throw error;
    }
  };
}
