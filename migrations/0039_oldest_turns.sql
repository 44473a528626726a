-- Outside a transaction.
-- What a scrape of the metrics asks: the turn that was queued first, and the one that was parked first.
drop index concurrently if exists turns_oldest_queued;
create index concurrently turns_oldest_queued on turns (created_at) where status = 'queued';
drop index concurrently if exists turns_oldest_parked;
create index concurrently turns_oldest_parked on turns (created_at) where status = 'waiting';
