import { defineTool, type Tool } from '@everruns/core';
import { BoundedMap } from '@everruns/kernel';
import { createRefusal } from '../create-refusal.ts';
import { GetCurrentTimeParameters } from './definition.ts';

export function createCurrentTimeTools(): Tool[] {
  return [
    defineTool({
      name: 'get_current_time',
      parameters: GetCurrentTimeParameters,
      run: ({ timezone, format }, { clock }) => {
        const { iso, human } = zones.getOrCreate(timezone, () => makeFormatters(timezone));
        const nowMs = clock.now();
        switch (format) {
          case 'iso8601':
            return { time: formatIso(nowMs, iso), timezone };
          case 'unix':
            return { time: Math.floor(nowMs / 1000), timezone };
          case 'human':
            return { time: human.format(nowMs), timezone };
        }
      },
    }),
  ];
}

/** Formatters are kept for this many time zones, because creating one takes longer than the rest of the tool. */
const MAX_ZONES = 64;

interface ZoneFormatters {
  iso: Intl.DateTimeFormat;
  human: Intl.DateTimeFormat;
}

const zones = new BoundedMap<string, ZoneFormatters>(MAX_ZONES);

function makeFormatters(timeZone: string): ZoneFormatters {
  try {
    return {
      iso: new Intl.DateTimeFormat('en-US', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        timeZoneName: 'longOffset',
      }),
      human: new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'full', timeStyle: 'long' }),
    };
  } catch {
    throw createRefusal(`There is no time zone "${timeZone}". Use an IANA name such as "UTC" or "Europe/Berlin".`);
  }
}

function formatIso(epochMs: number, formatter: Intl.DateTimeFormat): string {
  const parts = formatter.formatToParts(epochMs);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  return `${date}T${part('hour')}:${part('minute')}:${part('second')}${offset}`;
}
