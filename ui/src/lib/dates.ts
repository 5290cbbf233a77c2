/** Times as the person's system writes them. */
const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const seconds = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long' });
const dayAndYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

function daysAgo(at: Date, now: Date): number {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((midnight(now) - midnight(at)) / 86_400_000);
}

/** `14:32` */
export const clock = (at: number): string => time.format(at);

/** `14:32:07` */
export const clockWithSeconds = (at: number): string => seconds.format(at);

/** `5 November`, with the year when it is another one. */
export function date(at: number, now = new Date()): string {
  return new Date(at).getFullYear() === now.getFullYear() ? day.format(at) : dayAndYear.format(at);
}

/** `today, 14:32`, `yesterday`, `tomorrow`, `5 November` */
export function when(at: number, now = new Date()): string {
  const ago = daysAgo(new Date(at), now);
  if (ago === 0) return `${relative.format(0, 'day')}, ${clock(at)}`;
  if (Math.abs(ago) === 1) return relative.format(-ago, 'day');
  return date(at, now);
}

const exact = (at: number, now: Date, time: (at: number) => string): string =>
  `${daysAgo(new Date(at), now) === 0 ? relative.format(0, 'day') : when(at, now)}, ${time(at)}`;

/** `today, 14:32`, `5 November, 14:32`: where several times of one day stand together. */
export const moment = (at: number, now = new Date()): string => exact(at, now, clock);

/** The same for times that are shown together: to the second where two of them would read alike. */
export function moments(all: readonly number[], now = new Date()): (at: number) => string {
  const alike = new Map<string, Set<number>>();
  for (const at of all) alike.set(moment(at, now), (alike.get(moment(at, now)) ?? new Set()).add(at));
  return (at) => exact(at, now, (alike.get(moment(at, now))?.size ?? 0) > 1 ? clockWithSeconds : clock);
}

/** With a capital, for the beginning of a line. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
