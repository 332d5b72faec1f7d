-- What finer crossings are made of is added up once a cut-off is sealed, and kept beside it. Those that
-- are sealed already get theirs from the job of the service, which has the time.
CREATE TABLE "cutoff_groups" (
	"process" text NOT NULL,
	"date" date NOT NULL,
	"groups" jsonb NOT NULL,
	CONSTRAINT "cutoff_groups_one_per_date" PRIMARY KEY("process","date")
);
--> statement-breakpoint
create trigger cutoff_groups_immutable before update or delete on cutoff_groups
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger cutoff_groups_no_truncate before truncate on cutoff_groups
  for each statement execute function refuse_change();
--> statement-breakpoint
-- Finer than what is told of a cut-off: for who is told every figure, as the counters are.
alter table cutoff_groups enable row level security;
--> statement-breakpoint
create policy within_reach on cutoff_groups
  using (
    (select lne_reach()) = 'all'
    or ((select lne_reach()) = 'figures'
        and (select lne_claim('action')) in ('figure:cross', 'cutoff:seal')));
--> statement-breakpoint
grant select, insert on cutoff_groups to lne_app;
--> statement-breakpoint
comment on table cutoff_groups is 'What finer crossings of sealed cut-offs are made of; no part of what is signed.';
--> statement-breakpoint
comment on column cutoff_groups.process is 'Electoral process.';
--> statement-breakpoint
comment on column cutoff_groups.date is 'Date of the cut-off.';
--> statement-breakpoint
comment on column cutoff_groups.groups is 'How many people, by entity, medium, card type, modality and sex.';
--> statement-breakpoint
-- Last movements are told from the latest.
CREATE INDEX "inscription_requests_latest_moved" ON "inscription_requests" USING btree ("process","last_movement" desc);
