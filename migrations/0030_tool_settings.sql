-- Which tools of an agent are switched off and how long they may take: tool names, with asterisks, to settings.
alter table agents add column tool_settings jsonb;
