/** Milliseconds until a test gives up waiting for content. It is met at once where all is well; a busy machine may need long. */
export const patience = 300_000;
