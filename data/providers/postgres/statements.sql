-- All statements of this database together; without their texts, which are kept in a file.
select coalesce(sum(calls), 0)::float8 as calls, coalesce(sum(total_exec_time), 0)::float8 as total_ms
from {schema}.pg_stat_statements(false)
where dbid = (select oid from pg_database where datname = current_database())
