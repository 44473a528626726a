-- What a call's result brings from outside, such as {"kind": "web", "name": "example.com"}. Null for a call that brings nothing foreign.
alter table atoms add column foreign_source jsonb;
-- Whether foreign content makes the sessions of the agent ask people. Null: it does.
alter table agents add column taint text check (taint in ('on', 'off'));
