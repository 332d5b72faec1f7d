-- What PostgreSQL alone can say: the application's user, the one door to the movements, the
-- counters kept with them, immutability, grants. The owner of this schema migrates; the service
-- works as lne_app, which can add movements through record_movements() and change none.

do $$
begin
  if not exists (select from pg_roles where rolname = 'lne_app') then
    create role lne_app nologin;
  end if;
exception when duplicate_object or unique_violation then
  null; -- Roles belong to the cluster: another database of it has made this one.
end
$$;
--> statement-breakpoint

-- Outside production the owner's connection works as the application, if it may.
do $$
begin
  execute format('grant lne_app to %I', current_user);
exception when insufficient_privilege or invalid_grant_operation then
  null; -- Whoever made the role decides who works under it.
end
$$;
--> statement-breakpoint

-- The business clock: the real one, plus an offset that only a demonstration sets.
create function business_now() returns timestamptz
language sql volatile
as $$
  select date_trunc('milliseconds', clock_timestamp())
       + (select clock_offset_ms from service_state where id = 1) * interval '1 millisecond'
$$;
--> statement-breakpoint

-- Every write begins here: it joins the writers that a seal waits for, and only then reads the
-- clock, so that no movement can take effect before an instant that was sealed without it.
create function begin_act(out now timestamptz, out catalogue_revision integer)
language plpgsql volatile set search_path = public, pg_temp
as $$
begin
  perform pg_advisory_xact_lock_shared(7301);
  select business_now(), s.catalogue_revision into now, catalogue_revision
    from service_state s where s.id = 1;
end
$$;
--> statement-breakpoint

-- Each movement as the cell that it leaves (d = -1) and the cell that it enters (d = 1), with the
-- facts that figures need. A movement that stays in its cell has no row.
create view movement_cells as
select m.process, m.number, m.effective_at, m.recorded_at, c.d, c.status, c.country, c.modality,
       m.entity, m.medium, m.credential_type, m.sex, r.birth_date,
       extract(year from r.birth_date)::integer as birth_year,
       extract(month from r.birth_date)::integer as birth_month,
       (extract(month from r.birth_date) * 100 + extract(day from r.birth_date))::integer as month_day,
       (r.received_at at time zone 'America/Mexico_City')::date as received_on
  from movements m
  join inscription_requests r on r.id = m.request_id
 cross join lateral (
         values (-1, m.from_status, m.from_country, m.from_modality),
                (1, m.to_status, m.to_country, m.to_modality)
       ) as c(d, status, country, modality)
 where c.status not in ('SUPERSEDED', 'WITHDRAWN')
   and (m.from_status, m.from_country, m.from_modality)
       is distinct from (m.to_status, m.to_country, m.to_modality);
--> statement-breakpoint

-- What the movements of a range change in the counters: numbers after p_after, effects from p_from.
-- Each movement counts in six margins, so that no figure has to add up finer cells. No SET clause
-- here and in birthday_changes, so that PostgreSQL puts the query in its caller's kept plan.
create function counter_changes(p_process text, p_after bigint, p_from timestamptz)
returns setof counters
language sql stable
as $$
  select p_process, 0,
         case grouping(entity, country, received_on)
           when 3 then 'ENTITY' when 5 then 'COUNTRY' when 1 then 'PAIR'
           when 6 then 'DAY' when 2 then 'DAY_ENTITY' when 4 then 'DAY_COUNTRY'
         end,
         coalesce(entity, '*'), coalesce(country, '*'), coalesce(received_on, 'infinity'), status,
         sum(d)::integer,
         coalesce(sum(d) filter (where medium = 'INETEL'), 0)::integer,
         coalesce(sum(d) filter (where medium = 'SRVE'), 0)::integer,
         coalesce(sum(d) filter (where medium = 'EX_OFFICIO'), 0)::integer,
         coalesce(sum(d) filter (where credential_type = 'CPVE'), 0)::integer,
         coalesce(sum(d) filter (where credential_type = 'CPV'), 0)::integer,
         coalesce(sum(d) filter (where modality = 'ELECTRONIC'), 0)::integer,
         coalesce(sum(d) filter (where modality = 'POSTAL'), 0)::integer,
         coalesce(sum(d) filter (where modality = 'IN_PERSON'), 0)::integer,
         coalesce(sum(d) filter (where sex = 'H'), 0)::integer,
         coalesce(sum(d) filter (where sex = 'M'), 0)::integer,
         coalesce(sum(d) filter (where sex = 'X'), 0)::integer,
         sum(d * birth_year),
         coalesce(sum(d) filter (where birth_month = 1), 0)::integer,
         coalesce(sum(d) filter (where birth_month = 2), 0)::integer,
         coalesce(sum(d) filter (where birth_month = 3), 0)::integer,
         coalesce(sum(d) filter (where birth_month = 4), 0)::integer,
         coalesce(sum(d) filter (where birth_month = 5), 0)::integer,
         coalesce(sum(d) filter (where birth_month = 6), 0)::integer,
         coalesce(sum(d) filter (where birth_month = 7), 0)::integer,
         coalesce(sum(d) filter (where birth_month = 8), 0)::integer,
         coalesce(sum(d) filter (where birth_month = 9), 0)::integer,
         coalesce(sum(d) filter (where birth_month = 10), 0)::integer,
         coalesce(sum(d) filter (where birth_month = 11), 0)::integer,
         coalesce(sum(d) filter (where birth_month = 12), 0)::integer
    from movement_cells
   where process = p_process and number > p_after and effective_at >= p_from
   group by grouping sets (
         (entity, status), (country, status), (entity, country, status),
         (received_on, status), (received_on, entity, status), (received_on, country, status))
$$;
--> statement-breakpoint

-- The same for the birthdays.
create function birthday_changes(p_process text, p_after bigint, p_from timestamptz)
returns setof birthday_counters
language sql stable
as $$
  select p_process, 0, case grouping(entity) when 0 then 'ENTITY' else 'COUNTRY' end,
         coalesce(entity, country), status, month_day::smallint, sum(d)::integer
    from movement_cells
   where process = p_process and number > p_after and effective_at >= p_from
   group by grouping sets ((entity, status, month_day), (country, status, month_day))
$$;
--> statement-breakpoint

-- Keeps the counters with the movements numbered after p_after, in the order of their keys.
create function count_movements(p_process text, p_after bigint) returns void
language plpgsql volatile set search_path = public, pg_temp
as $$
begin
  insert into counters as k
  select * from counter_changes(p_process, p_after, '-infinity')
  on conflict on constraint counters_cell do update set
    n = k.n + excluded.n, inetel = k.inetel + excluded.inetel, srve = k.srve + excluded.srve,
    ex_officio = k.ex_officio + excluded.ex_officio, cpve = k.cpve + excluded.cpve,
    cpv = k.cpv + excluded.cpv, electronic = k.electronic + excluded.electronic,
    postal = k.postal + excluded.postal, in_person = k.in_person + excluded.in_person,
    sex_h = k.sex_h + excluded.sex_h, sex_m = k.sex_m + excluded.sex_m,
    sex_x = k.sex_x + excluded.sex_x, birth_years = k.birth_years + excluded.birth_years,
    born_01 = k.born_01 + excluded.born_01, born_02 = k.born_02 + excluded.born_02,
    born_03 = k.born_03 + excluded.born_03, born_04 = k.born_04 + excluded.born_04,
    born_05 = k.born_05 + excluded.born_05, born_06 = k.born_06 + excluded.born_06,
    born_07 = k.born_07 + excluded.born_07, born_08 = k.born_08 + excluded.born_08,
    born_09 = k.born_09 + excluded.born_09, born_10 = k.born_10 + excluded.born_10,
    born_11 = k.born_11 + excluded.born_11, born_12 = k.born_12 + excluded.born_12;

  insert into birthday_counters as b
  select * from birthday_changes(p_process, p_after, '-infinity')
  on conflict on constraint birthday_counters_cell do update set n = b.n + excluded.n;
end
$$;
--> statement-breakpoint

-- Appends movements in the order given and keeps everything that follows from them: the counters
-- and the state of their requests. The head row is the last lock of a transaction, so numbers are
-- given in commit order and every snapshot holds a prefix of the movements. The application's only
-- way to add movements: it cannot choose their numbers, the cell they leave, or when they were recorded.
create function record_movements(p_process text, p_movements jsonb, p_actor_role text, p_actor text)
returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  v_count integer := jsonb_array_length(p_movements);
  v_last_effective timestamptz;
  v_before bigint;
  v_recorded timestamptz;
  v_rows integer;
begin
  select max((m ->> 'effective_at')::timestamptz) into v_last_effective
    from jsonb_array_elements(p_movements) m;

  update movement_heads h
     set number = h.number + v_count,
         last_effective_at = greatest(h.last_effective_at, v_last_effective),
         last_recorded_at = greatest(h.last_recorded_at, business_now())
   where h.process = p_process
  returning h.number - v_count, h.last_recorded_at into v_before, v_recorded;
  if not found then
    raise exception 'process % has no movement head', p_process;
  end if;

  insert into movements (
    process, number, request_id, kind, entity, medium, credential_type, sex,
    from_status, from_country, from_modality, to_status, to_country, to_modality,
    effective_at, recorded_at, actor_role, actor, reasons)
  select p_process, v_before + g.position, g.request_id, g.kind, r.entity, r.medium,
         r.credential_type, r.sex,
         coalesce(lag(g.to_status) over w, case when r.last_movement is not null then r.status end),
         coalesce(lag(g.to_country) over w, case when r.last_movement is not null then r.country end),
         coalesce(lag(g.to_modality) over w, case when r.last_movement is not null then r.modality end),
         g.to_status, g.to_country, g.to_modality, g.effective_at,
         v_recorded, p_actor_role, p_actor, coalesce(g.reasons, '{}')
    from rows from (
           jsonb_to_recordset(p_movements) as (
             request_id uuid, kind text, to_status text, to_country text, to_modality text,
             to_venue text, effective_at timestamptz, reasons text[])
         ) with ordinality as g(request_id, kind, to_status, to_country, to_modality, to_venue,
                                effective_at, reasons, position)
    join inscription_requests r
      on r.id = g.request_id
     and (r.last_movement is null or r.last_movement_at <= g.effective_at)
  window w as (partition by g.request_id order by g.position);
  get diagnostics v_rows = row_count;
  if v_rows <> v_count then
    raise exception 'movements name an unknown request or go back before its last movement'
      using errcode = 'check_violation', constraint = 'movements_go_forward';
  end if;

  perform count_movements(p_process, v_before);

  update inscription_requests r
     set status = l.to_status, country = l.to_country, modality = l.to_modality, venue = l.to_venue,
         status_since = coalesce(l.status_since, r.status_since),
         last_movement = l.number, last_movement_at = l.effective_at
    from (select distinct on (m.request_id)
                 m.request_id, m.number, m.to_status, m.to_country, m.to_modality, m.effective_at,
                 p_movements -> (m.number - v_before - 1)::integer ->> 'to_venue' as to_venue,
                 max(m.effective_at) filter (where m.from_status is distinct from m.to_status)
                   over (partition by m.request_id) as status_since
            from movements m
           where m.process = p_process and m.number > v_before
           order by m.request_id, m.number desc) l
   where r.id = l.request_id;

  return v_before + v_count;
end
$$;
--> statement-breakpoint

-- The last number recorded by an instant. Numbers have no gaps and recorded_at never goes back, so a
-- bisection over the primary key finds it; an index for this alone would slow every write.
create function last_number_by(p_process text, p_instant timestamptz) returns bigint
language plpgsql stable set search_path = public, pg_temp
as $$
declare
  v_low bigint := 0;
  v_high bigint := (select h.number from movement_heads h where h.process = p_process);
  v_middle bigint;
begin
  while v_low < v_high loop
    v_middle := (v_low + v_high + 1) / 2;
    if (select m.recorded_at <= p_instant from movements m
         where m.process = p_process and m.number = v_middle) then
      v_low := v_middle;
    else
      v_high := v_middle - 1;
    end if;
  end loop;
  return v_low;
end
$$;
--> statement-breakpoint

-- Keeps the counters as they stood at an instant, as the basis of a cut-off: past figures start
-- from the nearest one. Runs in the snapshot of the seal.
create function keep_counters(p_process text, p_basis integer, p_instant timestamptz)
returns void
language sql volatile security definer set search_path = public, pg_temp
as $$
  insert into counters
  select process, p_basis, margin, entity, country, received_on, status,
         sum(n), sum(inetel), sum(srve), sum(ex_officio), sum(cpve), sum(cpv), sum(electronic),
         sum(postal), sum(in_person), sum(sex_h), sum(sex_m), sum(sex_x), sum(birth_years),
         sum(born_01), sum(born_02), sum(born_03), sum(born_04), sum(born_05), sum(born_06),
         sum(born_07), sum(born_08), sum(born_09), sum(born_10), sum(born_11), sum(born_12)
    from (select * from counters
           where process = p_process and basis = 0 and margin in ('ENTITY', 'COUNTRY', 'PAIR')
          union all
          select process, basis, margin, entity, country, received_on, status,
                 -n, -inetel, -srve, -ex_officio, -cpve, -cpv, -electronic, -postal, -in_person,
                 -sex_h, -sex_m, -sex_x, -birth_years, -born_01, -born_02, -born_03, -born_04,
                 -born_05, -born_06, -born_07, -born_08, -born_09, -born_10, -born_11, -born_12
            from counter_changes(p_process, 0, p_instant)
           where margin in ('ENTITY', 'COUNTRY', 'PAIR')) c
   group by process, margin, entity, country, received_on, status
  having sum(n) <> 0;

  insert into birthday_counters
  select process, p_basis, margin, key, status, month_day, sum(n)
    from (select process, margin, key, status, month_day, n from birthday_counters
           where process = p_process and basis = 0
          union all
          select process, margin, key, status, month_day, -n
            from birthday_changes(p_process, 0, p_instant)) b
   group by process, margin, key, status, month_day
  having sum(n) <> 0
$$;
--> statement-breakpoint

-- History cannot be rewritten, by anybody: a correction is a later movement, a later cut-off.
create function refuse_change() returns trigger
language plpgsql
as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
--> statement-breakpoint
create trigger movements_append_only before update or delete on movements
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger movements_no_truncate before truncate on movements
  for each statement execute function refuse_change();
--> statement-breakpoint
create trigger cutoffs_sealed_immutable before update or delete on cutoffs
  for each row when (old.status = 'SEALED') execute function refuse_change();
--> statement-breakpoint
create trigger cutoffs_no_truncate before truncate on cutoffs
  for each statement execute function refuse_change();
--> statement-breakpoint

insert into service_state (id, clock_offset_ms, catalogue_revision) values (1, 0, 0);
--> statement-breakpoint

-- Counters are small and hot: vacuum them before they bloat.
alter table counters set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
--> statement-breakpoint
alter table birthday_counters set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
--> statement-breakpoint
alter table movement_heads set (fillfactor = 10, autovacuum_vacuum_threshold = 1000);
--> statement-breakpoint
alter table inscription_requests set (fillfactor = 80);
--> statement-breakpoint

revoke all on all functions in schema public from public;
--> statement-breakpoint
grant usage on schema public to lne_app;
--> statement-breakpoint
grant execute on function business_now(), begin_act(), last_number_by(text, timestamptz),
  record_movements(text, jsonb, text, text),
  keep_counters(text, integer, timestamptz) to lne_app;
--> statement-breakpoint
grant select on all tables in schema public to lne_app;
--> statement-breakpoint
grant insert on inscription_requests, identities, contact_data, documents, live_requests, decisions,
  corrections, attended_records, idempotency_keys, catalogue_versions, cutoffs, movement_heads
  to lne_app;
--> statement-breakpoint
grant update (claimed_by, claimed_at, simulation_opt_in) on inscription_requests to lne_app;
--> statement-breakpoint
grant update on contact_data, corrections, attended_records, idempotency_keys, cutoffs to lne_app;
--> statement-breakpoint
grant update (approved_by, approved_at) on catalogue_versions to lne_app;
--> statement-breakpoint
grant update (catalogue_revision) on service_state to lne_app;
--> statement-breakpoint
-- Locking an elector's place takes the right to change it.
grant update (request_id) on live_requests to lne_app;
--> statement-breakpoint
grant delete on live_requests, attended_records, idempotency_keys to lne_app;
--> statement-breakpoint

comment on table service_state is 'One row: offset of the business clock in milliseconds, and number of catalogue changes.';
--> statement-breakpoint
comment on table catalogue_versions is 'Dated versions of catalogue entries (entities, countries, venues, grounds, requirements, processes), proposed by one person and approved by another, with the legal act.';
--> statement-breakpoint
comment on table inscription_requests is 'Facts of each inscription request (solicitud individual de inscripción) and its state, which is what its movements say.';
--> statement-breakpoint
comment on column inscription_requests.entity is 'Entity of reference: the one on the card, by INEGI code.';
--> statement-breakpoint
comment on column inscription_requests.last_movement is 'Number of the last movement: the ETag of the request. Null only inside the transaction that submits it.';
--> statement-breakpoint
comment on table identities is 'PERSONAL DATA. Who the elector is. elector_hash is a keyed hash of the clave de elector, for equality.';
--> statement-breakpoint
comment on table contact_data is 'PERSONAL DATA. Where the elector can be reached abroad.';
--> statement-breakpoint
comment on table documents is 'Documents of a request by SHA-256 digest, never their contents.';
--> statement-breakpoint
comment on table live_requests is 'The one live request (neither superseded nor withdrawn) of an elector in a process. No foreign key: the row is taken before the request exists, so that it is the first lock.';
--> statement-breakpoint
comment on table movement_heads is 'Last movement number per process. Its row lock puts movements in commit order.';
--> statement-breakpoint
comment on table movements is 'Append-only source of truth. Each row carries the figure cell that it leaves and the one that it enters; codes only, no personal data.';
--> statement-breakpoint
comment on column movements.effective_at is 'When it took effect (business clock).';
--> statement-breakpoint
comment on column movements.recorded_at is 'When it was recorded (business clock); never decreases with the number.';
--> statement-breakpoint
comment on table decisions is 'Result of each requirement and reasons behind a decision.';
--> statement-breakpoint
comment on table corrections is 'Corrections asked of an elector (subsane) with their items, due date and answer.';
--> statement-breakpoint
comment on table attended_records is 'Records that an agent looked up and may act on, until an instant.';
--> statement-breakpoint
comment on table idempotency_keys is 'First answers to writes, kept 7 days. PERSONAL DATA may stand in an answer.';
--> statement-breakpoint
comment on table counters is 'Requests per cell and margin. basis 0 = now; basis k = as at the cut-off with that basis.';
--> statement-breakpoint
comment on table birthday_counters is 'Requests per birthday (month × 100 + day), for average ages.';
--> statement-breakpoint
comment on table cutoffs is 'Fortnightly cut-offs. content holds the RFC 8785 bytes of the sealed tables; digest their SHA-256.';
--> statement-breakpoint
comment on column service_state.id is 'Always 1.';
--> statement-breakpoint
comment on column service_state.clock_offset_ms is 'Business clock minus real clock, in milliseconds; 0 outside demonstrations.';
--> statement-breakpoint
comment on column service_state.catalogue_revision is 'Grows with every approved catalogue version.';
--> statement-breakpoint
comment on column catalogue_versions.id is 'Version 7 UUID.';
--> statement-breakpoint
comment on column catalogue_versions.catalogue is 'Which catalogue.';
--> statement-breakpoint
comment on column catalogue_versions.code is 'Code of the entry.';
--> statement-breakpoint
comment on column catalogue_versions.value is 'What the entry says, by the schema of its catalogue.';
--> statement-breakpoint
comment on column catalogue_versions.valid_from is 'From when it is in force.';
--> statement-breakpoint
comment on column catalogue_versions.act is 'Legal act that orders it.';
--> statement-breakpoint
comment on column catalogue_versions.proposed_by is 'Who proposed it.';
--> statement-breakpoint
comment on column catalogue_versions.proposed_at is 'When (business clock).';
--> statement-breakpoint
comment on column catalogue_versions.approved_by is 'Who approved it: another person. Null while proposed.';
--> statement-breakpoint
comment on column catalogue_versions.approved_at is 'When (business clock).';
--> statement-breakpoint
comment on column inscription_requests.id is 'Version 7 UUID; never public.';
--> statement-breakpoint
comment on column inscription_requests.process is 'Electoral process.';
--> statement-breakpoint
comment on column inscription_requests.folio is 'Public id: opaque, with a check character.';
--> statement-breakpoint
comment on column inscription_requests.country is 'Country of residence, ISO 3166-1 alpha-2; ZZ in published data only.';
--> statement-breakpoint
comment on column inscription_requests.medium is 'Channel: SRVE (web), INETEL (telephone), EX_OFFICIO (by act).';
--> statement-breakpoint
comment on column inscription_requests.credential_type is 'CPVE: card issued abroad. CPV: in Mexico.';
--> statement-breakpoint
comment on column inscription_requests.modality is 'How the elector votes.';
--> statement-breakpoint
comment on column inscription_requests.venue is 'Consular venue, for in-person voting only.';
--> statement-breakpoint
comment on column inscription_requests.sex is 'Sex on the card.';
--> statement-breakpoint
comment on column inscription_requests.birth_date is 'PERSONAL DATA kept with the facts, since ages are figures.';
--> statement-breakpoint
comment on column inscription_requests.received_at is 'When it was received: requests are handled in this order (LGIPE art. 335.1).';
--> statement-breakpoint
comment on column inscription_requests.simulation_opt_in is 'Whether the elector wants to take part in voting simulations.';
--> statement-breakpoint
comment on column inscription_requests.supersedes is 'Former request of the same elector that this one replaced.';
--> statement-breakpoint
comment on column inscription_requests.status is 'State, as its movements say.';
--> statement-breakpoint
comment on column inscription_requests.status_since is 'When it entered that state.';
--> statement-breakpoint
comment on column inscription_requests.last_movement_at is 'Fecha de último movimiento.';
--> statement-breakpoint
comment on column inscription_requests.claimed_by is 'Reviewer who holds it.';
--> statement-breakpoint
comment on column inscription_requests.claimed_at is 'Since when.';
--> statement-breakpoint
comment on column identities.request_id is 'The request.';
--> statement-breakpoint
comment on column identities.elector_hash is 'HMAC-SHA256 of the elector key under the hash key.';
--> statement-breakpoint
comment on column identities.elector_key is 'Clave de elector.';
--> statement-breakpoint
comment on column identities.curp is 'CURP.';
--> statement-breakpoint
comment on column identities.cic is 'CIC of the card.';
--> statement-breakpoint
comment on column identities.ocr is 'OCR of older cards.';
--> statement-breakpoint
comment on column identities.citizen_identifier is 'Identificador del ciudadano.';
--> statement-breakpoint
comment on column identities.issue_number is 'Issue number of the card.';
--> statement-breakpoint
comment on column identities.section is 'Electoral section of the card.';
--> statement-breakpoint
comment on column identities.given_names is 'Given names.';
--> statement-breakpoint
comment on column identities.first_surname is 'First surname.';
--> statement-breakpoint
comment on column identities.second_surname is 'Second surname; not everybody has one.';
--> statement-breakpoint
comment on column contact_data.request_id is 'The request.';
--> statement-breakpoint
comment on column contact_data.address is 'Lines, city, region, postal code (LGIPE art. 336.4 groups by region and city).';
--> statement-breakpoint
comment on column contact_data.email is 'E-mail.';
--> statement-breakpoint
comment on column contact_data.mobile is 'Mobile telephone, E.164.';
--> statement-breakpoint
comment on column documents.id is 'Version 7 UUID.';
--> statement-breakpoint
comment on column documents.request_id is 'The request.';
--> statement-breakpoint
comment on column documents.correction_id is 'The correction that it answered, if any.';
--> statement-breakpoint
comment on column documents.type is 'Kind of document.';
--> statement-breakpoint
comment on column documents.sha256 is 'Digest of its bytes, in hexadecimal.';
--> statement-breakpoint
comment on column documents.mime is 'Media type.';
--> statement-breakpoint
comment on column documents.size is 'Bytes.';
--> statement-breakpoint
comment on column documents.recorded_at is 'When it was recorded (business clock).';
--> statement-breakpoint
comment on column live_requests.process is 'Electoral process.';
--> statement-breakpoint
comment on column live_requests.elector_hash is 'As in identities.';
--> statement-breakpoint
comment on column live_requests.request_id is 'The live request.';
--> statement-breakpoint
comment on column movement_heads.process is 'Electoral process.';
--> statement-breakpoint
comment on column movement_heads.number is 'Last number given.';
--> statement-breakpoint
comment on column movement_heads.last_effective_at is 'Latest effect of any movement.';
--> statement-breakpoint
comment on column movement_heads.last_recorded_at is 'When the last one was recorded.';
--> statement-breakpoint
comment on column movements.process is 'Electoral process.';
--> statement-breakpoint
comment on column movements.number is 'Order of recording and commit, without gaps, from 1.';
--> statement-breakpoint
comment on column movements.request_id is 'The request that moved.';
--> statement-breakpoint
comment on column movements.kind is 'What happened.';
--> statement-breakpoint
comment on column movements.entity is 'Entity of the cells.';
--> statement-breakpoint
comment on column movements.medium is 'Medium of the cells.';
--> statement-breakpoint
comment on column movements.credential_type is 'Card type of the cells.';
--> statement-breakpoint
comment on column movements.sex is 'Sex of the cells.';
--> statement-breakpoint
comment on column movements.from_status is 'State left; null at submission.';
--> statement-breakpoint
comment on column movements.from_country is 'Country left.';
--> statement-breakpoint
comment on column movements.from_modality is 'Modality left.';
--> statement-breakpoint
comment on column movements.to_status is 'State entered.';
--> statement-breakpoint
comment on column movements.to_country is 'Country entered.';
--> statement-breakpoint
comment on column movements.to_modality is 'Modality entered.';
--> statement-breakpoint
comment on column movements.actor_role is 'Role of who acted.';
--> statement-breakpoint
comment on column movements.actor is 'Subject of who acted.';
--> statement-breakpoint
comment on column movements.reasons is 'Codes of grounds.';
--> statement-breakpoint
comment on column decisions.id is 'UUID.';
--> statement-breakpoint
comment on column decisions.request_id is 'The request.';
--> statement-breakpoint
comment on column decisions.decided_at is 'When it takes effect.';
--> statement-breakpoint
comment on column decisions.to_status is 'State decided.';
--> statement-breakpoint
comment on column decisions.requirements is 'Result of each requirement.';
--> statement-breakpoint
comment on column decisions.reasons is 'Grounds: code, text for the elector, whether to tell it.';
--> statement-breakpoint
comment on column decisions.note is 'Internal note of the reviewer.';
--> statement-breakpoint
comment on column decisions.decided_by is 'Who decided.';
--> statement-breakpoint
comment on column corrections.id is 'UUID.';
--> statement-breakpoint
comment on column corrections.request_id is 'The request.';
--> statement-breakpoint
comment on column corrections.items is 'What to correct: ground, kind, text for the elector.';
--> statement-breakpoint
comment on column corrections.opened_at is 'When it was asked.';
--> statement-breakpoint
comment on column corrections.due_at is 'Until when it can be answered.';
--> statement-breakpoint
comment on column corrections.closed_at is 'When it was answered or overtaken; null while open.';
--> statement-breakpoint
comment on column corrections.answered is 'Whether the elector answered.';
--> statement-breakpoint
comment on column attended_records.subject is 'Agent.';
--> statement-breakpoint
comment on column attended_records.request_id is 'Record looked up.';
--> statement-breakpoint
comment on column attended_records.until is 'Until when it may be acted on (business clock).';
--> statement-breakpoint
comment on column idempotency_keys.subject is 'Role and subject of who wrote.';
--> statement-breakpoint
comment on column idempotency_keys.key is 'Idempotency-Key.';
--> statement-breakpoint
comment on column idempotency_keys.fingerprint is 'Keyed digest of the operation and its input.';
--> statement-breakpoint
comment on column idempotency_keys.answer is 'First answer; null while the act runs.';
--> statement-breakpoint
comment on column idempotency_keys.created_at is 'When (real clock).';
--> statement-breakpoint
comment on column counters.process is 'Electoral process.';
--> statement-breakpoint
comment on column counters.basis is '0 live; otherwise the basis of a cut-off.';
--> statement-breakpoint
comment on column counters.margin is 'ENTITY, COUNTRY, PAIR, DAY, DAY_ENTITY or DAY_COUNTRY.';
--> statement-breakpoint
comment on column counters.entity is 'Entity, or * for all.';
--> statement-breakpoint
comment on column counters.country is 'Country, or * for all.';
--> statement-breakpoint
comment on column counters.received_on is 'Day of reception in Mexico City, or infinity for all.';
--> statement-breakpoint
comment on column counters.status is 'State.';
--> statement-breakpoint
comment on column counters.n is 'Requests.';
--> statement-breakpoint
comment on column counters.inetel is 'By medium INETEL.';
--> statement-breakpoint
comment on column counters.srve is 'By medium SRVE.';
--> statement-breakpoint
comment on column counters.ex_officio is 'By medium EX_OFFICIO.';
--> statement-breakpoint
comment on column counters.cpve is 'With card CPVE.';
--> statement-breakpoint
comment on column counters.cpv is 'With card CPV.';
--> statement-breakpoint
comment on column counters.electronic is 'Modality ELECTRONIC.';
--> statement-breakpoint
comment on column counters.postal is 'Modality POSTAL.';
--> statement-breakpoint
comment on column counters.in_person is 'Modality IN_PERSON.';
--> statement-breakpoint
comment on column counters.sex_h is 'Sex H.';
--> statement-breakpoint
comment on column counters.sex_m is 'Sex M.';
--> statement-breakpoint
comment on column counters.sex_x is 'Sex X.';
--> statement-breakpoint
comment on column counters.birth_years is 'Sum of birth years.';
--> statement-breakpoint
comment on column counters.born_01 is 'Born in month 1.';
--> statement-breakpoint
comment on column counters.born_02 is 'Born in month 2.';
--> statement-breakpoint
comment on column counters.born_03 is 'Born in month 3.';
--> statement-breakpoint
comment on column counters.born_04 is 'Born in month 4.';
--> statement-breakpoint
comment on column counters.born_05 is 'Born in month 5.';
--> statement-breakpoint
comment on column counters.born_06 is 'Born in month 6.';
--> statement-breakpoint
comment on column counters.born_07 is 'Born in month 7.';
--> statement-breakpoint
comment on column counters.born_08 is 'Born in month 8.';
--> statement-breakpoint
comment on column counters.born_09 is 'Born in month 9.';
--> statement-breakpoint
comment on column counters.born_10 is 'Born in month 10.';
--> statement-breakpoint
comment on column counters.born_11 is 'Born in month 11.';
--> statement-breakpoint
comment on column counters.born_12 is 'Born in month 12.';
--> statement-breakpoint
comment on column birthday_counters.process is 'Electoral process.';
--> statement-breakpoint
comment on column birthday_counters.basis is 'As in counters.';
--> statement-breakpoint
comment on column birthday_counters.margin is 'ENTITY or COUNTRY.';
--> statement-breakpoint
comment on column birthday_counters.key is 'Entity or country.';
--> statement-breakpoint
comment on column birthday_counters.status is 'State.';
--> statement-breakpoint
comment on column birthday_counters.month_day is 'Birthday: month × 100 + day.';
--> statement-breakpoint
comment on column birthday_counters.n is 'Requests.';
--> statement-breakpoint
comment on column cutoffs.process is 'Electoral process.';
--> statement-breakpoint
comment on column cutoffs.date is 'Day at whose end figures are cut.';
--> statement-breakpoint
comment on column cutoffs.basis is 'Number of the counters kept with it; 0 until sealed.';
--> statement-breakpoint
comment on column cutoffs.instant is 'End of that day in Mexico City.';
--> statement-breakpoint
comment on column cutoffs.status is 'PROPOSED, SEALED or REFUSED.';
--> statement-breakpoint
comment on column cutoffs.known_as_of is 'Last movement counted.';
--> statement-breakpoint
comment on column cutoffs.content is 'RFC 8785 text of date, instant, knownAsOf, process and tables.';
--> statement-breakpoint
comment on column cutoffs.digest is 'SHA-256 of content, in hexadecimal.';
--> statement-breakpoint
comment on column cutoffs.refusal is 'Accounting identity that failed.';
--> statement-breakpoint
comment on column cutoffs.proposed_by is 'Who proposed it; null when it closed by itself.';
--> statement-breakpoint
comment on column cutoffs.proposed_at is 'When (business clock).';
--> statement-breakpoint
comment on column cutoffs.approved_by is 'Who approved it: another person.';
--> statement-breakpoint
comment on column cutoffs.sealed_at is 'When it was sealed (business clock).';
--> statement-breakpoint

-- The service looks up which migrations have been applied, and refuses an older schema.
grant usage on schema drizzle to lne_app;
--> statement-breakpoint
grant select on drizzle.__drizzle_migrations to lne_app;
