/** ssh2, loaded by the first host that needs it: the first frame does not. Node finds not all of its names, so they come by the default. */
export const loadSsh2 = async () => (await import('ssh2')).default;
