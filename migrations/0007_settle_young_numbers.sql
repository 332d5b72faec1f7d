-- "The last number by then" must be the same however often it is asked, and a movement that was
-- recorded by then may not be committed yet. Whoever records holds the head row until the commit:
-- waiting for that row once settles every number given by now. Later ones are recorded later.
create function settled_number_by(p_process text, p_instant timestamptz) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  if p_instant > business_now() - interval '1 minute' then
    perform from movement_heads h where h.process = p_process for share;
  end if;
  return last_number_by(p_process, p_instant);
end
$$;
--> statement-breakpoint
revoke all on function settled_number_by(text, timestamptz) from public;
--> statement-breakpoint
grant execute on function settled_number_by(text, timestamptz) to lne_app;
