-- What the sweep looks for among turns, once a second in every process: an index for each list, which holds only what is listed. Parked
-- turns, of which there may be very many, are in those of their wake-up times and deadlines, and are not read before their time.
create index turns_running on turns (id) where status = 'running';
create index turns_wake on turns (wake_at) where status = 'waiting' and wake_at is not null;
create index turns_parked_deadline on turns (deadline_at) where status = 'waiting';
create index turns_answered on turns (id)
  where status = 'waiting' and open_waits < coalesce(jsonb_array_length(waiting_for), 0);
-- The sweep of the release before finds running and waiting turns by `turns_one_active`.
drop index turns_live;
