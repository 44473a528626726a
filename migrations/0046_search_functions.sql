-- The functions that each message and each new session pass, with the same results as before at a fraction of their cost. PostgreSQL plans the body of an
-- SQL function anew for each statement that calls it and for each call in the body of another one; that of a function in PL/pgSQL once a connection, and a
-- single expression takes the place of its call. All names in the bodies of PL/pgSQL are PostgreSQL's own, because a search path is not always set.
create or replace function message_words(org_id uuid, content text) returns tsvector
language plpgsql immutable parallel safe as $$
declare
  organization constant text := left(md5(org_id::text), 12) || '/';
begin
  return array_to_tsvector(array(
    select organization || left(word, 64)
    from unnest(tsvector_to_array(to_tsvector('simple'::regconfig, regexp_replace(regexp_replace(content,
      '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]{2,}', ' ', 'g'),
      '[\u0001-/:-@\[-`{-\u00bf\u2000-\u2bff\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+', ' ', 'g')))) as word
    union all
    select organization || substr(run[1], place, 2)
    from regexp_matches(content,
      '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]{2,})', 'g') as runs (run),
      lateral generate_series(1, length(run[1]) - 1) as place
  ));
end $$;

create or replace function message_text(data json) returns text
language plpgsql immutable parallel safe as $$
declare
  parts constant json := data #> '{message,content}';
begin
  if json_typeof(parts) is distinct from 'array' then return null; end if;
  return (
    select left(string_agg(part ->> 'text', E'\n'), 16384) from json_array_elements(parts) as part
    where json_typeof(part) = 'object' and part ->> 'type' = 'text'
  );
end $$;

create or replace function title_of_text(content text) returns text
language plpgsql immutable parallel safe as $$
declare
  line constant text := btrim(regexp_replace(left(substring(content from '[^\s#>*]+[^\n\r]*'), 400), '\s+', ' ', 'g'));
begin
  return case
    when length(line) <= 60 then nullif(line, '')
    when line ~ '^.{20,59}\s' then regexp_replace(left(line, 60), '\s+\S*$', '') || '…'
    else left(line, 59) || '…'
  end;
end $$;

create function text_keys(org_id uuid, tags text[], content text) returns text[]
language sql immutable parallel safe return array[org_id::text] || array(select org_id || ':' || tag from unnest(tags) as tag) || array(
  select gram
  from (
    select letter, letter || lead(letter) over by_place, letter || lead(letter) over by_place || lead(letter, 2) over by_place
    from unnest(string_to_array(lower(content), null)) with ordinality as letters (letter, place)
    window by_place as (order by place)
  ) as stretches (one, two, three)
  cross join lateral (values (one), (two), (three)) as grams (gram)
  where gram is not null
);

create or replace function search_keys(org_id uuid, tags text[], content text) returns text[]
language sql immutable parallel safe return
  case when content is null and tags = '{}' then array[org_id::text] else text_keys(org_id, tags, content) end;
