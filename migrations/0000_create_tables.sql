CREATE TABLE "attended_records" (
	"subject" text NOT NULL,
	"request_id" uuid NOT NULL,
	"until" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "attended_records_subject_request_id_pk" PRIMARY KEY("subject","request_id")
);
--> statement-breakpoint
CREATE TABLE "birthday_counters" (
	"process" text NOT NULL,
	"basis" integer NOT NULL,
	"margin" text NOT NULL,
	"key" text NOT NULL,
	"status" text NOT NULL,
	"month_day" smallint NOT NULL,
	"n" integer NOT NULL,
	CONSTRAINT "birthday_counters_cell" PRIMARY KEY("process","basis","margin","key","status","month_day")
);
--> statement-breakpoint
CREATE TABLE "catalogue_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"catalogue" text NOT NULL,
	"code" text NOT NULL,
	"value" jsonb NOT NULL,
	"valid_from" timestamp(3) with time zone NOT NULL,
	"act" text NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" timestamp(3) with time zone NOT NULL,
	"approved_by" text,
	"approved_at" timestamp(3) with time zone,
	CONSTRAINT "catalogue_versions_catalogue_known" CHECK ("catalogue_versions"."catalogue" in ('entities', 'countries', 'venues', 'grounds', 'requirements', 'processes')),
	CONSTRAINT "catalogue_versions_approved_by_another" CHECK ("catalogue_versions"."approved_by" is null or "catalogue_versions"."approved_by" <> "catalogue_versions"."proposed_by")
);
--> statement-breakpoint
CREATE TABLE "contact_data" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"address" jsonb NOT NULL,
	"email" text,
	"mobile" text
);
--> statement-breakpoint
CREATE TABLE "corrections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"items" jsonb NOT NULL,
	"opened_at" timestamp(3) with time zone NOT NULL,
	"due_at" timestamp(3) with time zone NOT NULL,
	"closed_at" timestamp(3) with time zone,
	"answered" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"process" text NOT NULL,
	"basis" integer NOT NULL,
	"margin" text NOT NULL,
	"entity" text NOT NULL,
	"country" text NOT NULL,
	"received_on" date NOT NULL,
	"status" text NOT NULL,
	"n" integer NOT NULL,
	"inetel" integer NOT NULL,
	"srve" integer NOT NULL,
	"ex_officio" integer NOT NULL,
	"cpve" integer NOT NULL,
	"cpv" integer NOT NULL,
	"electronic" integer NOT NULL,
	"postal" integer NOT NULL,
	"in_person" integer NOT NULL,
	"sex_h" integer NOT NULL,
	"sex_m" integer NOT NULL,
	"sex_x" integer NOT NULL,
	"birth_years" bigint NOT NULL,
	"born_01" integer NOT NULL,
	"born_02" integer NOT NULL,
	"born_03" integer NOT NULL,
	"born_04" integer NOT NULL,
	"born_05" integer NOT NULL,
	"born_06" integer NOT NULL,
	"born_07" integer NOT NULL,
	"born_08" integer NOT NULL,
	"born_09" integer NOT NULL,
	"born_10" integer NOT NULL,
	"born_11" integer NOT NULL,
	"born_12" integer NOT NULL,
	CONSTRAINT "counters_cell" PRIMARY KEY("process","basis","margin","entity","country","received_on","status")
);
--> statement-breakpoint
CREATE TABLE "cutoffs" (
	"process" text NOT NULL,
	"date" date NOT NULL,
	"basis" integer NOT NULL,
	"instant" timestamp(3) with time zone NOT NULL,
	"status" text NOT NULL,
	"known_as_of" bigint,
	"content" text,
	"digest" text,
	"refusal" text,
	"proposed_by" text,
	"proposed_at" timestamp(3) with time zone,
	"approved_by" text,
	"sealed_at" timestamp(3) with time zone,
	CONSTRAINT "cutoffs_one_per_date" PRIMARY KEY("process","date"),
	CONSTRAINT "cutoffs_status_known" CHECK ("cutoffs"."status" in ('PROPOSED', 'SEALED', 'REFUSED')),
	CONSTRAINT "cutoffs_approved_by_another" CHECK ("cutoffs"."approved_by" <> "cutoffs"."proposed_by"),
	CONSTRAINT "cutoffs_sealed_whole" CHECK (("cutoffs"."status" = 'SEALED') = ("cutoffs"."content" is not null and "cutoffs"."digest" is not null and "cutoffs"."known_as_of" is not null and "cutoffs"."sealed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"decided_at" timestamp(3) with time zone NOT NULL,
	"to_status" text NOT NULL,
	"requirements" jsonb NOT NULL,
	"reasons" jsonb NOT NULL,
	"note" text,
	"decided_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"correction_id" uuid,
	"type" text NOT NULL,
	"sha256" text NOT NULL,
	"mime" text NOT NULL,
	"size" integer NOT NULL,
	"recorded_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "documents_type_known" CHECK ("documents"."type" in ('CARD_FRONT', 'CARD_BACK', 'PROOF_OF_ADDRESS')),
	CONSTRAINT "documents_sha256_format" CHECK ("documents"."sha256" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "documents_size_positive" CHECK ("documents"."size" > 0)
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"subject" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" "bytea" NOT NULL,
	"answer" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_subject_key_pk" PRIMARY KEY("subject","key")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"elector_hash" "bytea" NOT NULL,
	"elector_key" text NOT NULL,
	"curp" text,
	"cic" text,
	"ocr" text,
	"citizen_identifier" text,
	"issue_number" text,
	"section" text,
	"given_names" text NOT NULL,
	"first_surname" text NOT NULL,
	"second_surname" text
);
--> statement-breakpoint
CREATE TABLE "inscription_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"process" text NOT NULL,
	"folio" text NOT NULL,
	"entity" text NOT NULL,
	"country" text NOT NULL,
	"medium" text NOT NULL,
	"credential_type" text NOT NULL,
	"modality" text NOT NULL,
	"venue" text,
	"sex" text NOT NULL,
	"birth_date" date NOT NULL,
	"received_at" timestamp(3) with time zone NOT NULL,
	"simulation_opt_in" boolean NOT NULL,
	"supersedes" uuid,
	"status" text NOT NULL,
	"status_since" timestamp(3) with time zone NOT NULL,
	"last_movement" bigint,
	"last_movement_at" timestamp(3) with time zone NOT NULL,
	"claimed_by" text,
	"claimed_at" timestamp(3) with time zone,
	CONSTRAINT "inscription_requests_entity_known" CHECK ("inscription_requests"."entity" in ('01', '02', '03', '04', '07', '08', '09', '05', '06', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '21', '22', '23', '24', '25', '26', '27', '28', '29', '30', '31', '32')),
	CONSTRAINT "inscription_requests_country_format" CHECK ("inscription_requests"."country" ~ '^[A-Z]{2}$'),
	CONSTRAINT "inscription_requests_medium_known" CHECK ("inscription_requests"."medium" in ('INETEL', 'SRVE', 'EX_OFFICIO')),
	CONSTRAINT "inscription_requests_credential_type_known" CHECK ("inscription_requests"."credential_type" in ('CPVE', 'CPV')),
	CONSTRAINT "inscription_requests_modality_known" CHECK ("inscription_requests"."modality" in ('ELECTRONIC', 'POSTAL', 'IN_PERSON')),
	CONSTRAINT "inscription_requests_sex_known" CHECK ("inscription_requests"."sex" in ('H', 'M', 'X')),
	CONSTRAINT "inscription_requests_status_known" CHECK ("inscription_requests"."status" in ('RECEIVED', 'INITIAL_CHECK', 'IN_ANALYSIS', 'SUBSANE', 'COMPLIES', 'INADMISSIBLE', 'SUPERSEDED', 'WITHDRAWN')),
	CONSTRAINT "inscription_requests_venue_when_in_person" CHECK (("inscription_requests"."modality" = 'IN_PERSON') = ("inscription_requests"."venue" is not null)),
	CONSTRAINT "inscription_requests_not_resident_in_mexico" CHECK ("inscription_requests"."country" <> 'MX')
);
--> statement-breakpoint
CREATE TABLE "live_requests" (
	"process" text NOT NULL,
	"elector_hash" "bytea" NOT NULL,
	"request_id" uuid NOT NULL,
	CONSTRAINT "live_requests_one_per_elector" PRIMARY KEY("process","elector_hash")
);
--> statement-breakpoint
CREATE TABLE "movement_heads" (
	"process" text PRIMARY KEY NOT NULL,
	"number" bigint NOT NULL,
	"last_effective_at" timestamp(3) with time zone NOT NULL,
	"last_recorded_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "movements" (
	"process" text NOT NULL,
	"number" bigint NOT NULL,
	"request_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"entity" text NOT NULL,
	"medium" text NOT NULL,
	"credential_type" text NOT NULL,
	"sex" text NOT NULL,
	"from_status" text,
	"from_country" text,
	"from_modality" text,
	"to_status" text NOT NULL,
	"to_country" text NOT NULL,
	"to_modality" text NOT NULL,
	"effective_at" timestamp(3) with time zone NOT NULL,
	"recorded_at" timestamp(3) with time zone NOT NULL,
	"actor_role" text NOT NULL,
	"actor" text NOT NULL,
	"reasons" text[] NOT NULL,
	CONSTRAINT "movements_number" PRIMARY KEY("process","number"),
	CONSTRAINT "movements_kind_known" CHECK ("movements"."kind" in ('SUBMISSION', 'INITIAL_CHECK', 'DECISION', 'CORRECTION_REQUEST', 'CORRECTION_ANSWER', 'MODALITY_CHANGE', 'CONTACT_CHANGE', 'SUPERSESSION', 'WITHDRAWAL')),
	CONSTRAINT "movements_to_status_known" CHECK ("movements"."to_status" in ('RECEIVED', 'INITIAL_CHECK', 'IN_ANALYSIS', 'SUBSANE', 'COMPLIES', 'INADMISSIBLE', 'SUPERSEDED', 'WITHDRAWN')),
	CONSTRAINT "movements_left_cell_whole" CHECK (("movements"."from_status" is null) = ("movements"."kind" = 'SUBMISSION') and ("movements"."from_status" is null) = ("movements"."from_country" is null) and ("movements"."from_status" is null) = ("movements"."from_modality" is null))
);
--> statement-breakpoint
CREATE TABLE "service_state" (
	"id" smallint PRIMARY KEY NOT NULL,
	"clock_offset_ms" bigint NOT NULL,
	"catalogue_revision" integer NOT NULL,
	CONSTRAINT "service_state_single_row" CHECK ("service_state"."id" = 1)
);
--> statement-breakpoint
ALTER TABLE "contact_data" ADD CONSTRAINT "contact_data_request_id_inscription_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."inscription_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_request_id_inscription_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."inscription_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_request_id_inscription_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."inscription_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_request_id_inscription_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."inscription_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_request_id_inscription_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."inscription_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "catalogue_versions_one_approved_at_a_time" ON "catalogue_versions" USING btree ("catalogue","code","valid_from") WHERE "catalogue_versions"."approved_by" is not null;--> statement-breakpoint
CREATE INDEX "corrections_of_request" ON "corrections" USING btree ("request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "corrections_one_open" ON "corrections" USING btree ("request_id") WHERE "corrections"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "decisions_of_request" ON "decisions" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "documents_of_request" ON "documents" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "inscription_requests_folio_unique" ON "inscription_requests" USING btree ("folio");--> statement-breakpoint
CREATE INDEX "inscription_requests_newest" ON "inscription_requests" USING btree ("process","received_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "inscription_requests_newest_of_entity" ON "inscription_requests" USING btree ("process","entity","received_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "inscription_requests_newest_in_status" ON "inscription_requests" USING btree ("process","status","received_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "inscription_requests_last_movement" ON "inscription_requests" USING btree ("process","last_movement_at");--> statement-breakpoint
CREATE INDEX "movements_of_request" ON "movements" USING btree ("request_id","number");--> statement-breakpoint
CREATE INDEX "movements_effective" ON "movements" USING btree ("process","effective_at");