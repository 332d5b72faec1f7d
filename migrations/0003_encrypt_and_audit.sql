-- Personal data are encrypted from here on. What is there is marked with key version 0, plain, and
-- encrypted by `lne keys rotate`, which `lne migrate` runs: SQL has no key.
CREATE TABLE "access_grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"subject" text NOT NULL,
	"folio" text NOT NULL,
	"reason" text NOT NULL,
	"minutes" integer NOT NULL,
	"requested_at" timestamp(3) with time zone NOT NULL,
	"approved_by" text,
	"approved_at" timestamp(3) with time zone,
	"ends_at" timestamp(3) with time zone,
	CONSTRAINT "access_grants_approved_by_another" CHECK ("access_grants"."approved_by" <> "access_grants"."subject"),
	CONSTRAINT "access_grants_approved_whole" CHECK (("access_grants"."approved_by" is null) = ("access_grants"."approved_at" is null) and ("access_grants"."approved_by" is null) = ("access_grants"."ends_at" is null))
);
--> statement-breakpoint
CREATE TABLE "access_policy" (
	"action" text NOT NULL,
	"role" text NOT NULL,
	"reach" text NOT NULL,
	CONSTRAINT "access_policy_action_role_pk" PRIMARY KEY("action","role")
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"role" text NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"outcome" text NOT NULL,
	"records" text[] NOT NULL,
	"content" text NOT NULL,
	"purpose" text,
	"salt" bytea
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"at" timestamp(3) with time zone PRIMARY KEY NOT NULL,
	"size" bigint NOT NULL,
	"root" bytea NOT NULL,
	"signature" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_leaves" (
	"index" bigint PRIMARY KEY NOT NULL,
	"entry" uuid NOT NULL,
	"hash" bytea NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_nodes" (
	"level" smallint NOT NULL,
	"index" bigint NOT NULL,
	"hash" bytea NOT NULL,
	CONSTRAINT "audit_nodes_level_index_pk" PRIMARY KEY("level","index")
);
--> statement-breakpoint
CREATE TABLE "audit_pending" (
	"entry" uuid PRIMARY KEY NOT NULL
);
--> statement-breakpoint
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
ALTER TABLE "contact_data" ALTER COLUMN "address" SET DATA TYPE bytea USING '\x00'::bytea || convert_to("address"::text, 'UTF8');--> statement-breakpoint
ALTER TABLE "contact_data" ALTER COLUMN "email" SET DATA TYPE bytea USING '\x00'::bytea || convert_to("email", 'UTF8');--> statement-breakpoint
ALTER TABLE "contact_data" ALTER COLUMN "mobile" SET DATA TYPE bytea USING '\x00'::bytea || convert_to("mobile", 'UTF8');--> statement-breakpoint
ALTER TABLE "idempotency_keys" ALTER COLUMN "answer" SET DATA TYPE bytea USING '\x00'::bytea || convert_to("answer"::text, 'UTF8');--> statement-breakpoint
ALTER TABLE "identities" ALTER COLUMN "elector_key" SET DATA TYPE bytea USING '\x00'::bytea || convert_to("elector_key", 'UTF8');--> statement-breakpoint
ALTER TABLE "identities" ALTER COLUMN "curp" SET DATA TYPE bytea USING '\x00'::bytea || convert_to("curp", 'UTF8');--> statement-breakpoint
ALTER TABLE "identities" ALTER COLUMN "cic" SET DATA TYPE bytea USING '\x00'::bytea || convert_to("cic", 'UTF8');--> statement-breakpoint
ALTER TABLE "identities" ALTER COLUMN "ocr" SET DATA TYPE bytea USING '\x00'::bytea || convert_to("ocr", 'UTF8');--> statement-breakpoint
ALTER TABLE "identities" ALTER COLUMN "citizen_identifier" SET DATA TYPE bytea USING '\x00'::bytea || convert_to("citizen_identifier", 'UTF8');--> statement-breakpoint
ALTER TABLE "identities" ALTER COLUMN "issue_number" SET DATA TYPE bytea USING '\x00'::bytea || convert_to("issue_number", 'UTF8');--> statement-breakpoint
ALTER TABLE "identities" ALTER COLUMN "section" SET DATA TYPE bytea USING '\x00'::bytea || convert_to("section", 'UTF8');--> statement-breakpoint
ALTER TABLE "identities" ALTER COLUMN "given_names" SET DATA TYPE bytea USING '\x00'::bytea || convert_to("given_names", 'UTF8');--> statement-breakpoint
ALTER TABLE "identities" ALTER COLUMN "first_surname" SET DATA TYPE bytea USING '\x00'::bytea || convert_to("first_surname", 'UTF8');--> statement-breakpoint
ALTER TABLE "identities" ALTER COLUMN "second_surname" SET DATA TYPE bytea USING '\x00'::bytea || convert_to("second_surname", 'UTF8');--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "stored_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "inscription_requests" ADD COLUMN "personal_data_removed_at" timestamp(3) with time zone;--> statement-breakpoint
CREATE INDEX "access_grants_of_subject" ON "access_grants" USING btree ("subject","ends_at");--> statement-breakpoint
CREATE INDEX "audit_entries_of_record" ON "audit_entries" USING gin ("records");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_leaves_entry_once" ON "audit_leaves" USING btree ("entry");--> statement-breakpoint
CREATE INDEX "revoked_tokens_until" ON "revoked_tokens" USING btree ("until");--> statement-breakpoint
CREATE INDEX "documents_by_digest" ON "documents" USING btree ("sha256");