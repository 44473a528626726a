-- Lists of sessions by the outcome of their last turn find the few that failed or were canceled here.
create index turns_ended_badly on turns (org_id, session_id) where status in ('failed', 'canceled');
