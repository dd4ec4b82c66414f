-- The statements that take longest on average, and how many take longer than the limit.
select count(*) over () as statements, calls, mean_exec_time::float8 as mean_ms, left(query, 300) as query
from {schema}.pg_stat_statements
where dbid = (select oid from pg_database where datname = current_database())
    and mean_exec_time > {limit_ms}
order by mean_exec_time desc
limit 5
