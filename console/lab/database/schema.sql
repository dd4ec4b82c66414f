create extension pg_stat_statements;

create role app login;
create role monitor login in role pg_monitor;

create schema app;

create table app.users (
    id serial primary key,
    name text not null,
    signed_up timestamptz not null,
    left_at timestamptz
);
create table app.sessions (
    id bigserial primary key,
    user_id integer not null references app.users,
    seen timestamptz not null default now()
);
create index on app.sessions (seen);
create table app.projects (
    id bigserial primary key,
    user_id integer not null references app.users,
    created timestamptz not null default now()
);
create table app.payments (
    id serial primary key,
    user_id integer not null references app.users,
    dollars numeric(10, 2) not null,
    paid timestamptz not null
);
create table app.tickets (
    id serial primary key,
    opened timestamptz not null,
    answered timestamptz,
    satisfaction numeric(2, 1)
);
create table app.trouble (pause_s double precision not null);
insert into app.trouble values (0);

-- Every statement of the application passes here; a slow database is one where this takes long.
create function app.pause() returns void language sql volatile
as $$ select pg_sleep(pause_s) from app.trouble where pause_s > 0 $$;

insert into app.users (name, signed_up, left_at)
select 'user ' || n,
    now() - n * interval '5 hours',
    case when n % 40 = 0 then now() - interval '3 days' end
from generate_series(1, 400) as n;

insert into app.sessions (user_id, seen)
select 1 + n % 400, now() - n * interval '45 seconds' from generate_series(1, 4000) as n;

insert into app.projects (user_id, created)
select 1 + n % 400, now() - n * interval '35 minutes' from generate_series(1, 1200) as n;

insert into app.payments (user_id, dollars, paid)
select 1 + n % 400, 29 + n % 3 * 20, now() - n * interval '6 hours' from generate_series(1, 300) as n;

insert into app.tickets (opened)
select now() - n * interval '25 minutes' from generate_series(1, 4) as n;

insert into app.tickets (opened, answered, satisfaction)
select now() - n * interval '9 hours',
    now() - n * interval '9 hours' + (1 + n % 3) * interval '50 minutes',
    4.4 + n % 6 * 0.1
from generate_series(1, 90) as n;

grant usage on schema app to app, monitor;
grant select on all tables in schema app to monitor;
grant select, insert, update, delete on all tables in schema app to app;
grant usage on all sequences in schema app to app;
analyze;
