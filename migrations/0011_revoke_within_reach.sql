-- Whoever ends its own session has one token refused, under its own name; a subject, or the token of
-- somebody else, is refused only by a role whose cell reaches all. Every instance reads the whole
-- list, whoever asks, and removes what concerns no token any more.
alter table revoked_tokens enable row level security;
--> statement-breakpoint
create policy everybody_reads on revoked_tokens for select using (true);
--> statement-breakpoint
create policy within_reach on revoked_tokens for insert with check (
  (lne_claim('action') = 'token:revoke' and lne_reach() = 'all')
  or (lne_claim('action') = 'token:sign-out' and lne_reach() = 'own'
      and subject is null and revoked_by = lne_claim('subject')));
--> statement-breakpoint
create policy expired_are_forgotten on revoked_tokens for delete using (until < now());
