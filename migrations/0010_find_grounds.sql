-- Grounds are looked for among the requests that ever came into these states, at any past point.
-- Whether a request is in one now tells nothing of it: a bulk load writes what it will come to.
CREATE INDEX "movements_into_grounds" ON "movements" USING btree ("process","request_id") WHERE "movements"."to_status" in ('SUBSANE', 'INADMISSIBLE');