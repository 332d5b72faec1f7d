-- Figures are counted from requests and movements, and from nothing that tells who somebody is: an
-- action with the reach `figures` sees no identity, contact data, document, correction or decision,
-- also when a query forgets its scope. What is about nobody (`open`, `sealed`) reaches no row at all,
-- and the audit log is read by the reach `log` alone.
alter policy within_reach on inscription_requests
  using (
    lne_reach() in ('all', 'figures')
    or (lne_reach() = 'entity' and entity = lne_claim('entity'))
    or (lne_reach() = 'portal' and (medium = 'SRVE' or lne_proven(id)))
    or (lne_reach() = 'attended' and lne_attended(id))
    or (lne_reach() = 'granted' and lne_granted(folio)));
--> statement-breakpoint

do $$
declare
  v_table text;
begin
  foreach v_table in array array['identities', 'contact_data', 'documents', 'decisions', 'corrections'] loop
    execute format(
      'alter policy of_requests_within_reach on %I
         using (lne_reach() = ''all''
                or (lne_reach() <> ''figures'' and lne_claim(''action'') not like ''figure:%%''
                    and lne_within_reach(request_id)))', v_table);
  end loop;
end
$$;
--> statement-breakpoint

alter policy within_reach on movements
  using (
    (select lne_reach()) in ('all', 'figures')
    or ((select lne_reach()) = 'entity' and entity = (select lne_claim('entity')))
    or ((select lne_reach()) in ('portal', 'attended') and lne_within_reach(request_id)));
--> statement-breakpoint
alter policy within_reach on counters
  using (
    (select lne_reach()) in ('all', 'figures')
    or ((select lne_reach()) = 'entity' and entity = (select lne_claim('entity'))));
--> statement-breakpoint
alter policy within_reach on birthday_counters
  using (
    (select lne_reach()) in ('all', 'figures')
    or ((select lne_reach()) = 'entity' and margin = 'ENTITY'
        and key = (select lne_claim('entity'))));
--> statement-breakpoint

alter policy of_an_act on live_requests
  using ((select lne_reach()) in ('all', 'portal', 'attended'));
--> statement-breakpoint

alter policy readers_of_the_log on audit_entries
  using ((select lne_claim('action')) like 'audit:%' and (select lne_reach()) = 'log');
--> statement-breakpoint
alter policy within_reach on revoked_tokens with check (
  (lne_claim('action') = 'token:revoke' and lne_reach() = 'open')
  or (lne_claim('action') = 'token:sign-out' and lne_reach() = 'own'
      and subject is null and revoked_by = lne_claim('subject')));
--> statement-breakpoint
alter policy within_reach on access_grants using (
  ((select lne_claim('action')) = 'access:approve' and (select lne_reach()) = 'open')
  or ((select lne_claim('action')) in ('access:request', 'access:use')
      and (select lne_reach()) is not null
      and role = (select lne_claim('role')) and subject = (select lne_claim('subject'))));
--> statement-breakpoint
alter policy approved_once on access_grants
  using (lne_claim('action') = 'access:approve' and lne_reach() = 'open' and approved_by is null);
--> statement-breakpoint

-- What a reviewer asked for in words may name the person: it goes with the notes.
create or replace function remove_personal_data(p_process text, p_limit integer) returns setof text
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
  update corrections c
     set items = (select jsonb_agg(item || '{"text": ""}' order by place)
                    from jsonb_array_elements(c.items) with ordinality as i(item, place))
   where c.request_id = any(v_ids);
  return query
    update inscription_requests set personal_data_removed_at = business_now()
     where id = any(v_ids)
    returning folio;
end
$$;
--> statement-breakpoint

comment on column idempotency_keys.key is 'Keyed digest of the Idempotency-Key, in hexadecimal: callers may put persons into theirs.';
