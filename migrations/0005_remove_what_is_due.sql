-- Retention classes. Personal data (identities, contact_data, places of electors) go seven years after
-- the election day of their process (LGIPE art. 335.3, 335.5); kept answers after 7 days, attended
-- records and revoked tokens when they end; movements, counters, cut-offs, decisions' codes and the
-- audit log stay. The application cannot delete personal data but through here, and never early.

create function processes_due_for_removal() returns table (process text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select distinct on (v.code) v.code
    from catalogue_versions v
   where v.catalogue = 'processes' and v.approved_by is not null
     -- The latest version counts: a date that was put off is not yet due.
     and v.valid_from = (select max(w.valid_from) from catalogue_versions w
                          where w.catalogue = 'processes' and w.code = v.code
                            and w.approved_by is not null)
     and (v.value ->> 'electionDay')::date + interval '7 years' < business_now() at time zone 'America/Mexico_City'
     and exists (select from inscription_requests r
                  where r.process = v.code and r.personal_data_removed_at is null)
$$;
--> statement-breakpoint

-- Takes the personal data of some requests of a process that is due, and leaves the tombstone.
create function remove_personal_data(p_process text, p_limit integer) returns setof text
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  v_ids uuid[];
begin
  if not exists (select from processes_due_for_removal() d where d.process = p_process) then
    return;
  end if;
  v_ids := array(
    select r.id from inscription_requests r
     where r.process = p_process and r.personal_data_removed_at is null
     order by r.id limit p_limit
       for update skip locked);
  delete from identities where request_id = any(v_ids);
  delete from contact_data where request_id = any(v_ids);
  delete from live_requests where request_id = any(v_ids);
  delete from attended_records where request_id = any(v_ids);
  update decisions set note = null where request_id = any(v_ids) and note is not null;
  return query
    update inscription_requests set personal_data_removed_at = business_now()
     where id = any(v_ids)
    returning folio;
end
$$;
--> statement-breakpoint

revoke all on function processes_due_for_removal(), remove_personal_data(text, integer) from public;
--> statement-breakpoint
grant execute on function processes_due_for_removal(), remove_personal_data(text, integer) to lne_app;
