-- Who made a version: `user:<id>`, `key:<id>` or `operator`. Null for versions of releases that did not record it.
alter table agent_versions add column created_by text;
