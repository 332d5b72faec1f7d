-- The writes keep their plans: making them anew costs several times what they do. What changes the
-- counters is asked by a list of numbers, since of a range a kept plan cannot know how short it is,
-- and would read whole tables for one movement. Neither half without the other.

drop function counter_changes(text, bigint, timestamptz);
--> statement-breakpoint

drop function birthday_changes(text, bigint, timestamptz);
--> statement-breakpoint

-- What some movements change in the counters, by their numbers. Each movement counts in six margins,
-- so that no figure has to add up finer cells. No SET clause here and in birthday_changes, so that
-- PostgreSQL puts the query in its caller's kept plan; and a list of numbers, since of a range such
-- a plan cannot know how short it is, and would read whole tables for one movement.
create function counter_changes(p_process text, p_numbers bigint[])
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
   where process = p_process and number = any(p_numbers)
   group by grouping sets (
         (entity, status), (country, status), (entity, country, status),
         (received_on, status), (received_on, entity, status), (received_on, country, status))
$$;
--> statement-breakpoint

-- The same for the birthdays.
create function birthday_changes(p_process text, p_numbers bigint[])
returns setof birthday_counters
language sql stable
as $$
  select p_process, 0, case grouping(entity) when 0 then 'ENTITY' else 'COUNTRY' end,
         coalesce(entity, country), status, month_day::smallint, sum(d)::integer
    from movement_cells
   where process = p_process and number = any(p_numbers)
   group by grouping sets ((entity, status, month_day), (country, status, month_day))
$$;
--> statement-breakpoint

-- Keeps the counters with the movements numbered after p_after, in the order of their keys. Plans
-- are kept: making them costs several times what they do.
create or replace function count_movements(p_process text, p_after bigint) returns void
language plpgsql volatile set search_path = public, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  v_numbers bigint[] := array(
    select generate_series(p_after + 1, h.number) from movement_heads h where h.process = p_process);
begin
  insert into counters as k
  select * from counter_changes(p_process, v_numbers)
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
  select * from birthday_changes(p_process, v_numbers)
  on conflict on constraint birthday_counters_cell do update set n = b.n + excluded.n;
end
$$;
--> statement-breakpoint

-- Appends movements in the order given and keeps everything that follows from them: the counters
-- and the state of their requests. The head row is the last lock of a transaction, so numbers are
-- given in commit order and every snapshot holds a prefix of the movements. The application's only
-- way to add movements: it cannot choose their numbers, the cell they leave, or when they were recorded.
create or replace function record_movements(p_process text, p_movements jsonb, p_actor_role text, p_actor text)
returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp
set plan_cache_mode = force_generic_plan
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
           where m.process = p_process
             and m.number = any(array(select generate_series(v_before + 1, v_before + v_count)))
           order by m.request_id, m.number desc) l
   where r.id = l.request_id;

  return v_before + v_count;
end
$$;
--> statement-breakpoint

-- Keeps the counters as they stood at an instant, as the basis of a cut-off: past figures start
-- from the nearest one. Runs in the snapshot of the seal.
create or replace function keep_counters(p_process text, p_basis integer, p_instant timestamptz)
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
            from counter_changes(p_process, array(
                   select m.number from movements m
                    where m.process = p_process and m.effective_at >= p_instant))
           where margin in ('ENTITY', 'COUNTRY', 'PAIR')) c
   group by process, margin, entity, country, received_on, status
  having sum(n) <> 0;

  insert into birthday_counters
  select process, p_basis, margin, key, status, month_day, sum(n)
    from (select process, margin, key, status, month_day, n from birthday_counters
           where process = p_process and basis = 0
          union all
          select process, margin, key, status, month_day, -n
            from birthday_changes(p_process, array(
                   select m.number from movements m
                    where m.process = p_process and m.effective_at >= p_instant))) b
   group by process, margin, key, status, month_day
  having sum(n) <> 0
$$;
--> statement-breakpoint

revoke all on function counter_changes(text, bigint[]), birthday_changes(text, bigint[]) from public;
