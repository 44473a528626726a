/** SQL for the rows of a query as one JSON array, which is empty where there are none. */
export const jsonList = (query: string): string => `coalesce((select json_agg(x) from (${query}) x), '[]'::json)`;
