/** `2026-11-20 19:25` in the operator's own time. */
export function when(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => `${value}`.padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
