/** What a part of the soak counts. A failure is told at once, with what made it. */
export type Tally = {
  pass(): void;
  fail(what: string, error: unknown): void;
  /** Runs one case: it passes when nothing is thrown. */
  check(what: string, run: () => void | Promise<void>): Promise<void>;
  readonly counts: () => {readonly passed: number; readonly failed: number};
};

const shownFailures = 10;

export function createTally(): Tally {
  let passed = 0;
  let failed = 0;
  const pass = () => {
    passed += 1;
  };
  const fail = (what: string, error: unknown) => {
    failed += 1;
    if (failed <= shownFailures)
      console.log(`  FAILED ${what}\n    ${wordsOf(error).split('\n').slice(0, 12).join('\n    ')}`);
  };
  return {
    pass,
    fail,
    async check(what, run) {
      try {
        await run();
        pass();
      } catch (error) {
        fail(what, error);
      }
    },
    counts: () => ({passed, failed}),
  };
}

const wordsOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
