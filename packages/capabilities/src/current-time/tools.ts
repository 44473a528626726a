import { defineTool, type Tool } from '@everruns/core';
import { createRefusal } from '../create-refusal.ts';
import { GetCurrentTimeParameters } from './definition.ts';

export function createCurrentTimeTools(): Tool[] {
  return [
    defineTool({
      name: 'get_current_time',
      parameters: GetCurrentTimeParameters,
      run: ({ timezone, format }, { clock }) => {
        checkTimeZone(timezone);
        const nowMs = clock.now();
        switch (format) {
          case 'iso8601':
            return { time: formatIso(nowMs, timezone), timezone };
          case 'unix':
            return { time: Math.floor(nowMs / 1000), timezone };
          case 'human':
            return { time: formatHuman(nowMs, timezone), timezone };
        }
      },
    }),
  ];
}

function checkTimeZone(name: string): void {
  try {
    Intl.DateTimeFormat('en-US', { timeZone: name });
  } catch {
    throw createRefusal(`There is no time zone "${name}". Use an IANA name such as "UTC" or "Europe/Berlin".`);
  }
}

function formatIso(epochMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  }).formatToParts(epochMs);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  return `${date}T${part('hour')}:${part('minute')}:${part('second')}${offset}`;
}

function formatHuman(epochMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'full', timeStyle: 'long' }).format(epochMs);
}
