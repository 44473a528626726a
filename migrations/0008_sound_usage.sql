-- What providers reported was once stored unchecked, in the log, which is never changed. These read it as it is now read when it is written.

-- The same JSON without what PostgreSQL cannot make text of (NUL, halves of surrogate pairs).
create or replace function readable_json(stored json) returns json language sql immutable parallel safe as $$
  select case
    when stored::text ~ '\\u(0000|[dD][89a-fA-F])'
    then regexp_replace(stored::text, '\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\ufffd', 'g')::json
    else stored
  end
$$;

-- A count is a whole number of at most a thousand million; anything else was not reported.
create or replace function reported_tokens(reported text) returns numeric language sql immutable parallel safe as $$
  select case when reported ~ '^\d{1,10}$' and reported::numeric <= 1000000000 then reported::numeric else 0 end
$$;

create or replace function reported_cost(reported text) returns numeric language sql immutable parallel safe as $$
  select case when reported ~ '^\d{1,12}(\.\d{1,30})?([eE][+-]?\d{1,2})?$' then least(reported::numeric, 1000000000) end
$$;

-- Totals that no number can hold, or that hold what no report can be, are counted anew from the log.
create temporary table sound_usage on commit drop as
  select e.org_id, e.session_id, e.turn_id,
    reported_tokens(u ->> 'input_tokens') as input_tokens,
    reported_tokens(u ->> 'output_tokens') as output_tokens,
    reported_tokens(u ->> 'cache_read_tokens') as cache_read_tokens,
    reported_tokens(u ->> 'cache_creation_tokens') as cache_creation_tokens,
    reported_tokens(u ->> 'reasoning_tokens') as reasoning_tokens,
    reported_cost(u ->> 'cost_usd') as cost_usd,
    exists (
      select from unnest(array['input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_creation_tokens', 'reasoning_tokens']) as name
      where reported_tokens(u ->> name)::text is distinct from (u ->> name)
    ) as was_unsound
  from events e, lateral (select readable_json(e.data) -> 'usage' as u) as r
  where e.type = 'llm.generation';

create or replace function is_sound_usage(usage jsonb) returns boolean language sql immutable parallel safe as $$
  select jsonb_typeof(usage) = 'object' and not exists (
    select from unnest(array['input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_creation_tokens', 'reasoning_tokens']) as name
    where coalesce(jsonb_typeof(usage -> name), '') <> 'number'
      or not (usage ->> name ~ '^\d{1,16}$' and (usage ->> name)::numeric <= 9007199254740991)
  )
$$;

update sessions s set usage = (
    select jsonb_strip_nulls(jsonb_build_object(
      'input_tokens', coalesce(sum(input_tokens), 0), 'output_tokens', coalesce(sum(output_tokens), 0),
      'cache_read_tokens', coalesce(sum(cache_read_tokens), 0), 'cache_creation_tokens', coalesce(sum(cache_creation_tokens), 0),
      'reasoning_tokens', coalesce(sum(reasoning_tokens), 0), 'cost_usd', sum(cost_usd)))
    from sound_usage g where g.session_id = s.id)
  where not is_sound_usage(s.usage) or s.id in (select session_id from sound_usage where was_unsound);

update turns t set usage = (
    select jsonb_strip_nulls(jsonb_build_object(
      'input_tokens', coalesce(sum(input_tokens), 0), 'output_tokens', coalesce(sum(output_tokens), 0),
      'cache_read_tokens', coalesce(sum(cache_read_tokens), 0), 'cache_creation_tokens', coalesce(sum(cache_creation_tokens), 0),
      'reasoning_tokens', coalesce(sum(reasoning_tokens), 0), 'cost_usd', sum(cost_usd)))
    from sound_usage g where g.turn_id = t.id)
  where not is_sound_usage(t.usage) or t.id in (select turn_id from sound_usage where was_unsound);

drop table sound_usage;
drop function is_sound_usage(jsonb);
