import type { PlannedCall } from './intent.ts';

const QUESTION =
  /\b(what(?:'s| is)? (?:the )?(?:current )?(?:time|date)|current (?:time|date)|time (?:is it|now|in)|what day)\b/i;

/** Places that are not the last segment of an IANA zone. */
const PLACES: Record<string, string> = {
  beijing: 'Asia/Shanghai',
  boston: 'America/New_York',
  california: 'America/Los_Angeles',
  delhi: 'Asia/Kolkata',
  france: 'Europe/Paris',
  germany: 'Europe/Berlin',
  gmt: 'UTC',
  india: 'Asia/Kolkata',
  japan: 'Asia/Tokyo',
  kiev: 'Europe/Kyiv',
  kyiv: 'Europe/Kyiv',
  mumbai: 'Asia/Kolkata',
  'san francisco': 'America/Los_Angeles',
  seattle: 'America/Los_Angeles',
  spain: 'Europe/Madrid',
  uk: 'Europe/London',
  ukraine: 'Europe/Kyiv',
  utc: 'UTC',
  'washington dc': 'America/New_York',
};

/** Returns a call for each place that the text names, or one call for the tool's default zone. */
export function readTimeIntent(text: string): PlannedCall[] {
  if (!QUESTION.test(text)) return [];
  const zones = findZones(text);
  if (zones.length === 0) return [{ name: 'get_current_time', arguments: {} }];
  return zones.map((timezone) => ({ name: 'get_current_time', arguments: { timezone } }));
}

function findZones(text: string): string[] {
  const lower = text.toLowerCase();
  const found = [...listPlaces()]
    .map(([place, zone]) => ({ zone, at: lower.search(new RegExp(`\\b${place}\\b`)) }))
    .filter(({ at }) => at >= 0)
    .sort((left, right) => left.at - right.at);
  return [...new Set(found.map(({ zone }) => zone))];
}

function* listPlaces(): Iterable<[place: string, zone: string]> {
  yield* Object.entries(PLACES);
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const city = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
    yield [city.toLowerCase(), zone];
  }
}
