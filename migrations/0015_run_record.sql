-- When a turn that is given to another process last showed a sign of life. The event of the take-over is made from it.
alter table turns add column silent_since timestamptz;
