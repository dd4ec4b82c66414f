-- Whether statements are counted here, and in which schema the counting is installed.
select quote_ident(namespace.nspname) as schema,
    has_schema_privilege(namespace.oid, 'usage') as usable
from pg_extension extension
join pg_namespace namespace on namespace.oid = extension.extnamespace
where extension.extname = 'pg_stat_statements'
