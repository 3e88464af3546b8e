/** Milliseconds of processor time that `task` took in this process: a busy machine makes it wait longer, and hardly work more. */
export function cpuTime(task: () => void): number {
  const before = process.cpuUsage();
  task();
  const {user, system} = process.cpuUsage(before);
  return (user + system) / 1000;
}
