-- One row that costs the server next to nothing. Without the right to see others' activity
-- backend_type is null there; clients are then known by having both a database and a user.
with backends as materialized (
    select pid, datid, usesysid, backend_type, xact_start from pg_stat_activity
)
select
    current_user::text as role,
    pg_has_role(current_user, 'pg_read_all_stats', 'usage') as sees_all,
    (select count(*) from backends
        where coalesce(backend_type = 'client backend', datid is not null and usesysid is not null)
    ) as connections_used,
    current_setting('max_connections')::int as connections_max,
    current_setting('superuser_reserved_connections')::int
        + coalesce(nullif(current_setting('reserved_connections', true), '')::int, 0) as connections_reserved,
    coalesce(greatest(
        (select extract(epoch from max(clock_timestamp() - xact_start)) from backends
            where backend_type = 'client backend' and pid <> pg_backend_pid()),
        (select extract(epoch from max(clock_timestamp() - prepared)) from pg_prepared_xacts),
        0
    ), 0)::float8 as oldest_transaction_s,
    (select count(distinct pid) from pg_locks where not granted) as locks_waiting,
    activity.blks_hit as blocks_hit,
    activity.blks_hit + activity.blks_read as blocks_asked,
    pg_is_in_recovery() as standby,
    exists (select from pg_stat_wal_receiver) as receiving,
    case when pg_is_in_recovery() then
        case when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
                and exists (select from pg_stat_wal_receiver)
            then 0
            else extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())
        end
    end::float8 as replay_lag_s
from pg_stat_database activity
where activity.datname = current_database()
