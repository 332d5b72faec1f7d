-- How long a request stood in a state is told by the movement that ended it, so that a report on the
-- stays of a period reads the movements of that period and no others.
ALTER TABLE "movements" DROP CONSTRAINT "movements_left_cell_whole";
--> statement-breakpoint
ALTER TABLE "movements" ADD COLUMN "from_since" timestamp(3) with time zone;
--> statement-breakpoint
comment on column movements.from_since is 'When the state left had been entered; null at submission.';
--> statement-breakpoint

-- Movements are not rewritten: what is added here was in them already.
alter table movements disable trigger movements_append_only;
--> statement-breakpoint
update movements m
   set from_since = s.since
  from (select process, number,
               max(effective_at) filter (where from_status is distinct from to_status)
                 over (partition by request_id order by number
                       rows between unbounded preceding and 1 preceding) as since
          from movements) s
 where m.process = s.process and m.number = s.number and m.from_status is not null;
--> statement-breakpoint
alter table movements enable trigger movements_append_only;
--> statement-breakpoint
ALTER TABLE "movements" ADD CONSTRAINT "movements_left_cell_whole" CHECK (("movements"."from_status" is null) = ("movements"."kind" = 'SUBMISSION') and ("movements"."from_status" is null) = ("movements"."from_country" is null) and ("movements"."from_status" is null) = ("movements"."from_modality" is null) and ("movements"."from_status" is null) = ("movements"."from_since" is null));
--> statement-breakpoint

-- As before, and with the beginning of the state that each movement leaves.
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
    from_status, from_country, from_modality, from_since, to_status, to_country, to_modality,
    effective_at, recorded_at, actor_role, actor, reasons)
  select p_process, v_before + f.position, f.request_id, f.kind, f.entity, f.medium,
         f.credential_type, f.sex, f.from_status, f.from_country, f.from_modality,
         -- A movement that leaves the state as it was, as one of modality, begins no stay.
         coalesce(max(f.effective_at) filter (where f.from_status is distinct from f.to_status)
                    over (partition by f.request_id order by f.position
                          rows between unbounded preceding and 1 preceding),
                  f.status_since),
         f.to_status, f.to_country, f.to_modality, f.effective_at,
         v_recorded, p_actor_role, p_actor, coalesce(f.reasons, '{}')
    from (
      select g.*, r.entity, r.medium, r.credential_type, r.sex,
             case when r.last_movement is not null then r.status_since end as status_since,
             coalesce(lag(g.to_status) over w,
                      case when r.last_movement is not null then r.status end) as from_status,
             coalesce(lag(g.to_country) over w,
                      case when r.last_movement is not null then r.country end) as from_country,
             coalesce(lag(g.to_modality) over w,
                      case when r.last_movement is not null then r.modality end) as from_modality
        from rows from (
               jsonb_to_recordset(p_movements) as (
                 request_id uuid, kind text, to_status text, to_country text, to_modality text,
                 to_venue text, effective_at timestamptz, reasons text[])
             ) with ordinality as g(request_id, kind, to_status, to_country, to_modality, to_venue,
                                    effective_at, reasons, position)
        join inscription_requests r
          on r.id = g.request_id
         and (r.last_movement is null or r.last_movement_at <= g.effective_at)
      window w as (partition by g.request_id order by g.position)) f;
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
