import { z } from 'zod';
import type { Route } from '../route.ts';
import { assertNothing, invalid } from './agents.ts';
import type { DoorDeps } from './our-routes.ts';
import { callRoute, makeDoorRoute, translateRoute, valueOf } from './translate-route.ts';
import { toFields } from './fields.ts';

const Page = z.object({ data: z.array(z.looseObject({ id: z.string(), name: z.string(), description: z.string() })) });
const Place = z.looseObject({
  search: z.string().default(''),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).default(1_000),
});

export function capabilityDoor({ our }: DoorDeps): Route[] {
  const list = our('list_capabilities');
  return [
    makeDoorRoute(list, {
      async handle(input) {
        const { include_retired, ...query } = toFields(input.query);
        assertNothing({ include_retired }, 'include_retired', 'is not offered here: no capability was retired');
        const place = Place.safeParse(query);
        if (!place.success) throw invalid(String(place.error.issues[0]?.path[0] ?? 'query'), 'must be a whole number');
        const { search, offset, limit } = place.data;
        const all = Page.parse(await valueOf(await callRoute(list, input, {}))).data;
        const wanted = search.toLowerCase();
        const found = all.filter(({ id, name, description }) =>
          `${id} ${name} ${description}`.toLowerCase().includes(wanted),
        );
        const data = found.slice(offset, offset + limit);
        return { value: { data, total: found.length, offset, limit, has_more: offset + data.length < found.length } };
      },
    }),
    translateRoute(our('get_capability'), {}),
  ];
}
