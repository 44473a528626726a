-- Search over messages. A process fills it in the background after it has committed events, so no turn pays for it, and a look now and then
-- finds what a process that died has left.
create table message_search (
  org_id uuid not null,
  session_id uuid not null,
  -- Of the message's event in the log, which has the text.
  sequence bigint not null,
  words tsvector not null,
  primary key (session_id, sequence)
);
-- Each word begins with its organization, so a search reads the words of one organization only. A search reads the list of what is not yet
-- sorted in whole, so that list stays short.
create index message_search_by_word on message_search using gin (words) with (gin_pending_list_limit = 256);

-- How far the log of each session is in `message_search`, and the title that its first message gives it.
create table session_texts (
  org_id uuid not null,
  session_id uuid primary key,
  through_sequence bigint not null,
  title text
);
alter table session_texts set (fillfactor = 80);

-- What a word of an organization begins with: a slash does not occur at its place in the others.
create function organization_word(org_id uuid) returns text
language sql immutable parallel safe return left(md5(org_id::text), 12) || '/';

-- The words of a text by PostgreSQL's dictionary `simple`, which only lowers their case: letters and digits between spaces and punctuation, cut to
-- 64 characters. What is written without spaces between words counts as its pairs of characters.
create function search_words(content text) returns text[]
language sql immutable parallel safe return array(
  select left(word, 64) from unnest(tsvector_to_array(to_tsvector('simple'::regconfig, regexp_replace(regexp_replace(content,
    '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]{2,}', ' ', 'g'),
    '[\u0001-/:-@\[-`{-\u00bf\u2000-\u2bff\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+', ' ', 'g')))) as word
  union
  select substr(found[1], place, 2)
  from regexp_matches(content,
    '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]{2,})', 'g') as runs (found),
    lateral generate_series(1, length(found[1]) - 1) as place
);

create function message_words(org_id uuid, content text) returns tsvector
language sql immutable parallel safe return
  array_to_tsvector(array(select organization_word(org_id) || word from unnest(search_words(content)) as word));

-- What the words of a message must match to contain each word of a search, of which the last letters may still be missing. One or two letters
-- are a word of their own. Null: the search has no word.
create function message_query(org_id uuid, search text) returns tsquery
language sql immutable parallel safe return (
  select string_agg('''' || organization_word(org_id) || replace(replace(word, '\', '\\'), '''', '''''') || ''''
    || case when word ~ '^[!-~]{1,2}$' then '' else ':*' end, ' & ')::tsquery
  from unnest(search_words(search)) as word
);

-- The text of a message's event. A search finds what is among its first characters.
create function message_text(data json) returns text
language sql immutable parallel safe return (
  select left(string_agg(part ->> 'text', E'\n'), 16384)
  from json_array_elements(case when json_typeof(data #> '{message,content}') = 'array' then data #> '{message,content}' else '[]' end) as part
  where json_typeof(part) = 'object' and part ->> 'type' = 'text'
);

-- A title of at most 60 characters from the first line of a text, cut at a word. Null: there is none in it.
create function title_of_text(content text) returns text
language sql immutable parallel safe return (
  select case
    when length(line) <= 60 then nullif(line, '')
    when line ~ '^.{20,59}\s' then regexp_replace(left(line, 60), '\s+\S*$', '') || '…'
    else left(line, 59) || '…'
  end
  from (select btrim(regexp_replace(left(substring(content from '[^\s#>*]+[^\n\r]*'), 400), '\s+', ' ', 'g')) as line) as first
);
