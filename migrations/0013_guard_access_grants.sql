ALTER TABLE "access_grants" ADD CONSTRAINT "access_grants_end_in_time" CHECK ("access_grants"."ends_at" <= "access_grants"."approved_at" + "access_grants"."minutes" * interval '1 minute');--> statement-breakpoint

-- Who asks sees and asks under its own name; who approves sees all, approves once, and under its own
-- name. A query that forgets its scope finds no grant, and opens no record.
alter table access_grants enable row level security;
--> statement-breakpoint
create policy within_reach on access_grants for select using (
  ((select lne_claim('action')) = 'access:approve' and (select lne_reach()) = 'all')
  or ((select lne_claim('action')) in ('access:request', 'access:use')
      and (select lne_reach()) is not null
      and role = (select lne_claim('role')) and subject = (select lne_claim('subject'))));
--> statement-breakpoint
create policy asked_by_oneself on access_grants for insert with check (
  lne_claim('action') = 'access:request' and lne_reach() is not null
  and role = lne_claim('role') and subject = lne_claim('subject')
  and approved_by is null and approved_at is null and ends_at is null);
--> statement-breakpoint
create policy approved_once on access_grants for update
  using (lne_claim('action') = 'access:approve' and lne_reach() = 'all' and approved_by is null)
  with check (approved_by = lne_claim('subject'));
