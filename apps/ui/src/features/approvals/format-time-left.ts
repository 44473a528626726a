const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long it is until then, as `in 6 days`. Half a unit is enough for the next larger one to be told in the smaller. */
export function formatTimeLeft(iso: string, now: number): string {
  const left = Date.parse(iso) - now;
  if (left <= 0) return 'now';
  if (left < MINUTE) return 'in less than a minute';
  const [size, name] = left < 2 * HOUR ? [MINUTE, 'minute'] : left < 2 * DAY ? [HOUR, 'hour'] : [DAY, 'day'];
  const count = Math.floor(left / size);
  return `in ${count} ${name}${count === 1 ? '' : 's'}`;
}
