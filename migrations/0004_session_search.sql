-- What lists of sessions and agents are searched by, as one array: the organisation, each tag of it, and each stretch of one to three
-- characters of the text. One GIN index finds a rare tag, or text that hardly occurs, without walking all rows by age; arrays and
-- built-in functions alone, so that no extension has to be there. Bodies that are parsed here: an index is built without a search path.
create function search_grams(content text, sizes int[]) returns text[]
language sql immutable parallel safe return array(
  select gram
  from (
    select letter, letter || lead(letter) over by_place, letter || lead(letter) over by_place || lead(letter, 2) over by_place
    from unnest(string_to_array(lower(content), null)) with ordinality as letters (letter, place)
    window by_place as (order by place)
  ) as stretches (one, two, three)
  cross join lateral (values (1, one), (2, two), (3, three)) as grams (size, gram)
  where gram is not null and size = any (sizes)
);

create function search_keys(org_id uuid, tags text[], content text) returns text[]
language sql immutable parallel safe return
  array[org_id::text] || array(select org_id || ':' || tag from unnest(tags) as tag) || search_grams(content, '{1,2,3}');

-- A search reads the list of what is not yet sorted in whole, so that list stays short.
create index sessions_by_key on sessions using gin (search_keys(org_id, tags, title)) with (gin_pending_list_limit = 128);
create index agents_by_key on agents using gin (search_keys(org_id, tags, name || ' ' || coalesce(description, '')))
  with (gin_pending_list_limit = 128);
-- Used only where it is known to be right: no statistics, which would run the function for each row that ANALYZE samples.
alter index sessions_by_key alter column 1 set statistics 0;
alter index agents_by_key alter column 1 set statistics 0;
