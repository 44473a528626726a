-- Outside a transaction.
-- What a scrape of the metrics asks: the turn that was queued first, and the one that was parked first. The condition on the time holds
-- always; it keeps these indexes from statements that do not say it, as the sweep, whose own index ends a list early.
drop index concurrently if exists turns_oldest_queued;
create index concurrently turns_oldest_queued on turns (created_at) where status = 'queued' and created_at > '-infinity';
drop index concurrently if exists turns_oldest_parked;
create index concurrently turns_oldest_parked on turns (created_at) where status = 'waiting' and created_at > '-infinity';
