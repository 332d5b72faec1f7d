CREATE TABLE "revoked_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"jti" text,
	"subject" text,
	"issued_before" timestamp(3) with time zone,
	"reason" text NOT NULL,
	"revoked_by" text NOT NULL,
	"revoked_at" timestamp(3) with time zone NOT NULL,
	"until" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "revoked_tokens_one_or_all" CHECK (("revoked_tokens"."jti" is null) <> ("revoked_tokens"."subject" is null)),
	CONSTRAINT "revoked_tokens_subject_before" CHECK (("revoked_tokens"."subject" is null) = ("revoked_tokens"."issued_before" is null))
);
--> statement-breakpoint
CREATE INDEX "revoked_tokens_until" ON "revoked_tokens" USING btree ("until");--> statement-breakpoint
grant select, insert, delete on revoked_tokens to lne_app;
--> statement-breakpoint
comment on table revoked_tokens is 'Tokens refused before they expire: one by its id (jti), or all of a subject issued before an instant. Real time, not the business clock. Forgotten once all of them have expired.';
