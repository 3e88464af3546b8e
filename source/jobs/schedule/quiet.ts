const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const day = 24 * 60;
const week = 7 * day;

/** The first of these times that `now` lies in, on the clock of `timeZone`; null: none. Throws for what is no such time. */
export function quietAt(times: readonly string[], now: Date, timeZone: string): {time: string; clock: string} | null {
  const {clock, minute} = wallClock(now, timeZone);
  const time = times.find(each => spans(each).some(({from, to}) => inside(minute, from, to)));
  return time === undefined ? null : {time, clock};
}

type Span = {readonly from: number; readonly to: number};

/** In minutes since Monday 0:00; a time without days is one of every day. */
function spans(text: string): readonly Span[] {
  const found = /^(?:([A-Z][a-z]{2}) )?(\d?\d):(\d\d) ?- ?(?:([A-Z][a-z]{2}) )?(\d?\d):(\d\d)$/.exec(text.trim());
  const [, day1, hour1, minute1, day2, hour2, minute2] = found ?? [];
  const [start, end] = [minutes(hour1, minute1), minutes(hour2, minute2)];
  const [first, last] = [days.indexOf(day1 ?? ''), days.indexOf(day2 ?? '')];
  const named = first >= 0 && last >= 0;
  if (!found || start === null || end === null || (!named && (day1 || day2)))
    throw new Error(`${text} is no time: write it as Fri 13:00 - Mon 08:00, or as 22:00 - 06:00`);
  if (named) return [{from: first * day + start, to: last * day + end}];
  return days.map((_, index) => ({from: index * day + start, to: index * day + end + (end <= start ? day : 0)}));
}

/** Over the end of the week as well. */
const inside = (minute: number, from: number, to: number): boolean => {
  const length = (to - from + week) % week || week;
  return (minute - from + week) % week < length;
};

function minutes(hour: string | undefined, minute: string | undefined): number | null {
  const [hours, rest] = [Number(hour), Number(minute)];
  return hours * 60 + rest <= day && rest < 60 ? hours * 60 + rest : null;
}

function wallClock(now: Date, timeZone: string): {clock: string; minute: number} {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = new Map(format.formatToParts(now).map(({type, value}) => [type, value]));
  const [weekday = '', hour = '', minute = ''] = ['weekday', 'hour', 'minute'].map(
    type => parts.get(type as Intl.DateTimeFormatPartTypes) ?? '',
  );
  return {
    clock: `${weekday} ${hour}:${minute}`,
    minute: days.indexOf(weekday) * day + Number(hour) * 60 + Number(minute),
  };
}
