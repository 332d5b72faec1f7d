-- The second wall: row-level security follows the policy table, and the audit log is append-only.
-- A transaction says for whom it works (role, action, entity, subject); one that does not say it
-- sees nothing. The owner, who migrates, and the functions that work in its name are not bound.

create function lne_claim(p_name text) returns text
language sql stable
as $$
  select nullif(current_setting('lne.' || p_name, true), '')
$$;
--> statement-breakpoint

-- The cell of the policy table for the role and action of the transaction; null when there is none.
create function lne_reach() returns text
language sql stable
as $$
  select p.reach from access_policy p
   where p.action = lne_claim('action') and p.role = lne_claim('role')
$$;
--> statement-breakpoint

-- Whether the transaction has named the elector of a request by the hash of the elector key. Answers
-- about a request that its caller cannot see, and tells nothing but that.
create function lne_proven(p_request_id uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select from identities i
                  where i.request_id = p_request_id
                    and i.elector_hash = decode(lne_claim('proven'), 'hex'))
$$;
--> statement-breakpoint

-- Whether the transaction's subject holds a grant on the folio that is in force.
create function lne_granted(p_folio text) returns boolean
language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select from access_grants g
                  where g.folio = p_folio and g.subject = lne_claim('subject')
                    and g.role = lne_claim('role') and g.ends_at > now())
$$;
--> statement-breakpoint

alter table inscription_requests enable row level security;
--> statement-breakpoint
create policy within_reach on inscription_requests
  using (
    (select lne_reach()) = 'all'
    or ((select lne_reach()) = 'entity' and entity = (select lne_claim('entity')))
    or ((select lne_reach()) = 'portal' and (medium = 'SRVE' or lne_proven(id)))
    or ((select lne_reach()) = 'attended'
        and exists (select from attended_records a
                     where a.subject = (select lne_claim('subject')) and a.request_id = id
                       and a.until > business_now()))
    or ((select lne_reach()) = 'granted' and lne_granted(folio)));
--> statement-breakpoint

do $$
declare
  v_table text;
begin
  foreach v_table in array array['identities', 'contact_data', 'documents', 'decisions', 'corrections'] loop
    execute format('alter table %I enable row level security', v_table);
    execute format(
      'create policy of_requests_within_reach on %1$I using (
         (select lne_reach()) = ''all''
         or exists (select from inscription_requests r where r.id = %1$I.request_id))', v_table);
  end loop;
end
$$;
--> statement-breakpoint

alter table movements enable row level security;
--> statement-breakpoint
create policy within_reach on movements
  using (
    (select lne_reach()) = 'all'
    or ((select lne_reach()) = 'entity' and entity = (select lne_claim('entity')))
    or ((select lne_reach()) in ('portal', 'attended')
        and exists (select from inscription_requests r where r.id = request_id)));
--> statement-breakpoint
alter view movement_cells set (security_invoker = true);
--> statement-breakpoint

alter table counters enable row level security;
--> statement-breakpoint
create policy within_reach on counters
  using (
    (select lne_reach()) = 'all'
    or ((select lne_reach()) = 'entity' and entity = (select lne_claim('entity'))));
--> statement-breakpoint
alter table birthday_counters enable row level security;
--> statement-breakpoint
create policy within_reach on birthday_counters
  using (
    (select lne_reach()) = 'all'
    or ((select lne_reach()) = 'entity' and margin = 'ENTITY'
        and key = (select lne_claim('entity'))));
--> statement-breakpoint

alter table live_requests enable row level security;
--> statement-breakpoint
create policy of_an_act on live_requests using ((select lne_reach()) is not null);
--> statement-breakpoint
alter table attended_records enable row level security;
--> statement-breakpoint
create policy of_the_subject on attended_records
  using (subject = (select lne_claim('subject')) or (select lne_claim('role')) = 'service');
--> statement-breakpoint
alter table idempotency_keys enable row level security;
--> statement-breakpoint
create policy of_the_subject on idempotency_keys
  using (subject = (select lne_claim('role') || ':' || lne_claim('subject'))
         or (select lne_claim('role')) = 'service');
--> statement-breakpoint

-- Numbers are looked up among all movements, whoever asks.
alter function last_number_by(text, timestamptz) security definer;
--> statement-breakpoint

-- The audit log. Whoever acts adds entries; nobody changes one.
alter table audit_entries enable row level security;
--> statement-breakpoint
create policy anybody_adds on audit_entries for insert with check (true);
--> statement-breakpoint
create policy readers_of_the_log on audit_entries for select
  using ((select lne_claim('action')) like 'audit:%' and (select lne_reach()) = 'all');
--> statement-breakpoint
create trigger audit_entries_append_only before delete or update of id, at, role, actor, action, outcome, records, content
  on audit_entries for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_entries_no_truncate before truncate on audit_entries
  for each statement execute function refuse_change();
--> statement-breakpoint
create trigger audit_leaves_append_only before update or delete on audit_leaves
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_leaves_no_truncate before truncate on audit_leaves
  for each statement execute function refuse_change();
--> statement-breakpoint
create trigger audit_nodes_append_only before update or delete on audit_nodes
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_nodes_no_truncate before truncate on audit_nodes
  for each statement execute function refuse_change();
--> statement-breakpoint
create trigger audit_heads_append_only before update or delete on audit_heads
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_heads_no_truncate before truncate on audit_heads
  for each statement execute function refuse_change();
--> statement-breakpoint

-- Adds entries to what the log will take: an entry and its place in the queue commit together.
create function record_audit(p_entries jsonb) returns void
language sql volatile security definer set search_path = public, pg_temp
as $$
  with given as (
    insert into audit_entries (id, at, role, actor, action, outcome, records, content, purpose, salt)
    select e.id, e.at, e.role, e.actor, e.action, e.outcome, e.records, e.content, e.purpose,
           decode(e.salt, 'hex')
      from jsonb_to_recordset(p_entries) as e(
             id uuid, at timestamptz, role text, actor text, action text, outcome text,
             records text[], content text, purpose text, salt text)
    returning id
  )
  insert into audit_pending (entry) select id from given
$$;
--> statement-breakpoint

-- Gives pending entries their place in the log, and hashes them after RFC 6962: a leaf is
-- SHA-256(0x00 || content), a node SHA-256(0x01 || left || right). One at a time.
create function sequence_audit(p_limit integer) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  v_before bigint;
  v_after bigint;
  v_level smallint := 0;
begin
  perform pg_advisory_xact_lock(7303);
  select coalesce(max(index) + 1, 0) into v_before from audit_leaves;

  with taken as (
    delete from audit_pending
     where entry in (select entry from audit_pending order by entry limit p_limit for update skip locked)
    returning entry
  )
  insert into audit_leaves (index, entry, hash)
  select v_before + row_number() over (order by t.entry) - 1, t.entry,
         sha256('\x00'::bytea || convert_to(e.content, 'UTF8'))
    from taken t
    join audit_entries e on e.id = t.entry;

  select coalesce(max(index) + 1, 0) into v_after from audit_leaves;
  if v_after = v_before then
    return v_after;
  end if;

  insert into audit_nodes (level, index, hash)
  select 0, l.index, l.hash from audit_leaves l where l.index >= v_before;
  -- Complete pairs of the level below become nodes; those below v_before are there already.
  while (v_after >> (v_level + 1)) > (v_before >> (v_level + 1)) loop
    insert into audit_nodes (level, index, hash)
    select v_level + 1, l.index / 2, sha256('\x01'::bytea || l.hash || r.hash)
      from audit_nodes l
      join audit_nodes r on r.level = v_level and r.index = l.index + 1
     where l.level = v_level and l.index % 2 = 0
       and l.index / 2 >= (v_before >> (v_level + 1)) and l.index / 2 < (v_after >> (v_level + 1));
    v_level := v_level + 1;
  end loop;
  return v_after;
end
$$;
--> statement-breakpoint

revoke all on function lne_claim(text), lne_reach(), lne_proven(uuid), lne_granted(text),
  record_audit(jsonb), sequence_audit(integer) from public;
--> statement-breakpoint
grant execute on function lne_claim(text), lne_reach(), lne_proven(uuid), lne_granted(text),
  record_audit(jsonb), sequence_audit(integer) to lne_app;
--> statement-breakpoint
grant select on access_policy, revoked_tokens, audit_entries, audit_pending, audit_leaves,
  audit_nodes, audit_heads, access_grants to lne_app;
--> statement-breakpoint
grant insert on revoked_tokens, audit_heads, access_grants to lne_app;
--> statement-breakpoint
grant delete on revoked_tokens to lne_app;
--> statement-breakpoint
grant update (approved_by, approved_at, ends_at) on access_grants to lne_app;
--> statement-breakpoint
grant update (stored_at) on documents to lne_app;
--> statement-breakpoint

comment on table access_policy is 'Copy of the policy table (src/access/policy.ts) that row-level security reads.';
--> statement-breakpoint
comment on table revoked_tokens is 'Tokens refused before they expire.';
--> statement-breakpoint
comment on table audit_entries is 'Audit log: what was done and read, by whom and what for. Append-only; the purpose can be erased.';
--> statement-breakpoint
comment on table audit_pending is 'Entries that have no place in the log yet.';
--> statement-breakpoint
comment on table audit_leaves is 'Order of the log, with the hash of each leaf (RFC 6962).';
--> statement-breakpoint
comment on table audit_nodes is 'Hashes of the complete subtrees of the log.';
--> statement-breakpoint
comment on table audit_heads is 'Signed heads of the log.';
--> statement-breakpoint
comment on table access_grants is 'Access beyond a role, asked for with a reason and given by a second person for a time.';
--> statement-breakpoint
comment on column inscription_requests.personal_data_removed_at is 'When its personal data and documents were removed: the tombstone.';
--> statement-breakpoint
comment on column documents.stored_at is 'When its contents were stored; null while only the digest is known.';
--> statement-breakpoint
comment on column access_policy.action is 'Action.';
--> statement-breakpoint
comment on column access_policy.role is 'Role; service for its own jobs.';
--> statement-breakpoint
comment on column access_policy.reach is 'Which rows.';
--> statement-breakpoint
comment on column revoked_tokens.id is 'Version 7 UUID.';
--> statement-breakpoint
comment on column revoked_tokens.jti is 'Id of the one token.';
--> statement-breakpoint
comment on column revoked_tokens.subject is 'Subject all of whose tokens are refused.';
--> statement-breakpoint
comment on column revoked_tokens.issued_before is 'Those issued before this.';
--> statement-breakpoint
comment on column revoked_tokens.reason is 'Why.';
--> statement-breakpoint
comment on column revoked_tokens.revoked_by is 'By whom.';
--> statement-breakpoint
comment on column revoked_tokens.revoked_at is 'When (real clock).';
--> statement-breakpoint
comment on column revoked_tokens.until is 'When the last of them has expired.';
--> statement-breakpoint
comment on column audit_entries.id is 'Version 7 UUID.';
--> statement-breakpoint
comment on column audit_entries.at is 'When (real clock).';
--> statement-breakpoint
comment on column audit_entries.role is 'Role of who acted.';
--> statement-breakpoint
comment on column audit_entries.actor is 'Subject of who acted.';
--> statement-breakpoint
comment on column audit_entries.action is 'Action of the policy table, or operation.';
--> statement-breakpoint
comment on column audit_entries.outcome is 'OK, REPLAYED, or the code of the refusal.';
--> statement-breakpoint
comment on column audit_entries.records is 'Pseudonyms of the requests that it was about.';
--> statement-breakpoint
comment on column audit_entries.content is 'RFC 8785 text that the leaf hashes.';
--> statement-breakpoint
comment on column audit_entries.purpose is 'Purpose that was stated; its salted digest is in the content.';
--> statement-breakpoint
comment on column audit_entries.salt is 'Salt of the digests in the content.';
--> statement-breakpoint
comment on column audit_pending.entry is 'The entry.';
--> statement-breakpoint
comment on column audit_leaves.index is 'Place in the log, from 0.';
--> statement-breakpoint
comment on column audit_leaves.entry is 'The entry.';
--> statement-breakpoint
comment on column audit_leaves.hash is 'SHA-256(0x00 || content).';
--> statement-breakpoint
comment on column audit_nodes.level is 'Height: covers 2^level leaves.';
--> statement-breakpoint
comment on column audit_nodes.index is 'Place among those of its level.';
--> statement-breakpoint
comment on column audit_nodes.hash is 'SHA-256(0x01 || left || right); at level 0 the leaf.';
--> statement-breakpoint
comment on column audit_heads.at is 'When it was signed (real clock).';
--> statement-breakpoint
comment on column audit_heads.size is 'Leaves that it covers.';
--> statement-breakpoint
comment on column audit_heads.root is 'Root of the tree of that size.';
--> statement-breakpoint
comment on column audit_heads.signature is 'Compact JWS of size, root and instant.';
--> statement-breakpoint
comment on column access_grants.id is 'Version 7 UUID.';
--> statement-breakpoint
comment on column access_grants.role is 'Role of who asks.';
--> statement-breakpoint
comment on column access_grants.subject is 'Who asks.';
--> statement-breakpoint
comment on column access_grants.folio is 'The record.';
--> statement-breakpoint
comment on column access_grants.reason is 'Why.';
--> statement-breakpoint
comment on column access_grants.minutes is 'For how long, from its approval.';
--> statement-breakpoint
comment on column access_grants.requested_at is 'When it was asked for (real clock).';
--> statement-breakpoint
comment on column access_grants.approved_by is 'Who gave it: another person.';
--> statement-breakpoint
comment on column access_grants.approved_at is 'When.';
--> statement-breakpoint
comment on column access_grants.ends_at is 'When it ends by itself.';
