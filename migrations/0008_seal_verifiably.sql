-- Sealed cut-offs become verifiable: their forms, a signed manifest that chains them in the order of
-- sealing, annexes. Those that are sealed already get theirs from the service: SQL has no key.
CREATE TABLE "cutoff_annexes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"process" text NOT NULL,
	"date" date NOT NULL,
	"position" integer NOT NULL,
	"content" text NOT NULL,
	"digest" text NOT NULL,
	"signature" text NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cutoff_forms" (
	"process" text NOT NULL,
	"date" date NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "cutoff_forms_one_per_name" PRIMARY KEY("process","date","name")
);
--> statement-breakpoint
CREATE TABLE "cutoff_manifests" (
	"process" text NOT NULL,
	"date" date NOT NULL,
	"position" integer NOT NULL,
	"manifest" text NOT NULL,
	"digest" text NOT NULL,
	"signature" text NOT NULL,
	CONSTRAINT "cutoff_manifests_one_per_date" PRIMARY KEY("process","date")
);
--> statement-breakpoint
ALTER TABLE "cutoff_annexes" ADD CONSTRAINT "cutoff_annexes_of_manifest" FOREIGN KEY ("process","date") REFERENCES "public"."cutoff_manifests"("process","date") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "cutoff_annexes_one_chain" ON "cutoff_annexes" USING btree ("process","date","position");--> statement-breakpoint
CREATE UNIQUE INDEX "cutoff_manifests_one_chain" ON "cutoff_manifests" USING btree ("process","position");--> statement-breakpoint

-- Whatever is sealed from here on has its manifest when its transaction commits.
create function require_manifest() returns trigger
language plpgsql
as $$
begin
  if not exists (select from cutoff_manifests m where m.process = new.process and m.date = new.date) then
    raise exception 'a sealed cut-off has a manifest'
      using errcode = 'check_violation', constraint = 'cutoffs_sealed_with_manifest';
  end if;
  return null;
end
$$;
--> statement-breakpoint
create constraint trigger cutoffs_sealed_with_manifest after insert or update on cutoffs
  deferrable initially deferred
  for each row when (new.status = 'SEALED') execute function require_manifest();
--> statement-breakpoint

-- A manifest is of a sealed cut-off, and the next link of the chain.
create function check_manifest() returns trigger
language plpgsql
as $$
begin
  if not exists (select from cutoffs c
                  where c.process = new.process and c.date = new.date and c.status = 'SEALED') then
    raise exception 'a manifest is of a sealed cut-off'
      using errcode = 'check_violation', constraint = 'cutoff_manifests_of_sealed';
  end if;
  if new.position <> (select coalesce(max(m.position), 0) + 1 from cutoff_manifests m
                       where m.process = new.process) then
    raise exception 'a manifest follows the last one'
      using errcode = 'check_violation', constraint = 'cutoff_manifests_one_chain';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create trigger cutoff_manifests_follow before insert on cutoff_manifests
  for each row execute function check_manifest();
--> statement-breakpoint

-- What a manifest covers is complete: no form comes after it.
create function refuse_late_form() returns trigger
language plpgsql
as $$
begin
  if exists (select from cutoff_manifests m where m.process = new.process and m.date = new.date) then
    raise exception 'the forms of a cut-off are made before its manifest'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create trigger cutoff_forms_before_manifest before insert on cutoff_forms
  for each row execute function refuse_late_form();
--> statement-breakpoint

do $$
declare
  v_table text;
begin
  foreach v_table in array array['cutoff_manifests', 'cutoff_forms', 'cutoff_annexes'] loop
    execute format(
      'create trigger %1$s_immutable before update or delete on %1$I
         for each row execute function refuse_change()', v_table);
    execute format(
      'create trigger %1$s_no_truncate before truncate on %1$I
         for each statement execute function refuse_change()', v_table);
  end loop;
end
$$;
--> statement-breakpoint

revoke all on function require_manifest(), check_manifest(), refuse_late_form() from public;
--> statement-breakpoint
grant select, insert on cutoff_manifests, cutoff_forms, cutoff_annexes to lne_app;
--> statement-breakpoint

comment on table cutoff_manifests is 'Signed manifests of sealed cut-offs, chained in the order of sealing.';
--> statement-breakpoint
comment on column cutoff_manifests.process is 'Electoral process.';
--> statement-breakpoint
comment on column cutoff_manifests.date is 'Date of the cut-off.';
--> statement-breakpoint
comment on column cutoff_manifests.position is 'Place in the chain, from 1.';
--> statement-breakpoint
comment on column cutoff_manifests.manifest is 'RFC 8785 text: digests of content and forms, the manifest before, a head of the audit log.';
--> statement-breakpoint
comment on column cutoff_manifests.digest is 'SHA-256 of manifest, in hexadecimal.';
--> statement-breakpoint
comment on column cutoff_manifests.signature is 'Detached JWS (RFC 7515, appendix F) over manifest.';
--> statement-breakpoint
comment on table cutoff_forms is 'Files of sealed cut-offs, made once.';
--> statement-breakpoint
comment on column cutoff_forms.process is 'Electoral process.';
--> statement-breakpoint
comment on column cutoff_forms.date is 'Date of the cut-off.';
--> statement-breakpoint
comment on column cutoff_forms.name is 'File name: table, date and head of the digest.';
--> statement-breakpoint
comment on column cutoff_forms.media_type is 'Media type.';
--> statement-breakpoint
comment on column cutoff_forms.bytes is 'The file.';
--> statement-breakpoint
comment on table cutoff_annexes is 'Tables of other systems beside sealed cut-offs, signed and chained.';
--> statement-breakpoint
comment on column cutoff_annexes.id is 'Version 7 UUID.';
--> statement-breakpoint
comment on column cutoff_annexes.process is 'Electoral process.';
--> statement-breakpoint
comment on column cutoff_annexes.date is 'Date of the cut-off.';
--> statement-breakpoint
comment on column cutoff_annexes.position is 'Place among the annexes of its cut-off, from 1.';
--> statement-breakpoint
comment on column cutoff_annexes.content is 'RFC 8785 text: title, source, period, table, digests of manifest and annex before.';
--> statement-breakpoint
comment on column cutoff_annexes.digest is 'SHA-256 of content, in hexadecimal.';
--> statement-breakpoint
comment on column cutoff_annexes.signature is 'Detached JWS (RFC 7515, appendix F) over content.';
--> statement-breakpoint
comment on column cutoff_annexes.added_by is 'Who added it.';
--> statement-breakpoint
comment on column cutoff_annexes.added_at is 'When (business clock).';
