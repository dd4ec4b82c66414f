-- Who follows this server, and which slots nobody reads. replay_lag is measured only when a replay
-- is confirmed: it stands still while a replica's replay does. So positions are given too.
select
    'replica' as kind,
    coalesce(nullif(application_name, ''), host(client_addr), pid::text) as name,
    state,
    pg_wal_lsn_diff(sent_lsn, '0/0')::float8 as sent,
    pg_wal_lsn_diff(replay_lsn, '0/0')::float8 as replayed,
    extract(epoch from replay_lag)::float8 as measured_s,
    extract(epoch from clock_timestamp() - reply_time)::float8 as silent_s
from pg_stat_replication
where state is distinct from 'backup'
union all
select 'unread slot', slot_name::text, null, null, null, null, null
from pg_replication_slots
where not active and not temporary
order by 1, 2
limit 100
