-- How often each statement of this database ran and how long altogether, as three lists of one length.
select coalesce(array_agg(queryid order by queryid), '{{}}') as ids,
    coalesce(array_agg(calls order by queryid), '{{}}') as calls,
    coalesce(array_agg(total_ms order by queryid), '{{}}') as total_ms,
    coalesce(bool_or(queryid is null), false) as hidden
from (
    select queryid, sum(calls)::float8 as calls, sum(total_exec_time)::float8 as total_ms
    from {schema}.pg_stat_statements(false)
    where dbid = (select oid from pg_database where datname = current_database())
    group by queryid
    order by 2 desc
    limit 5000
) as statement
