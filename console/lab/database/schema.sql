create extension pg_stat_statements;

create role app login;
create role monitor login in role pg_monitor;

create schema app;

create table app.users (
    id serial primary key,
    name text not null,
    signed_up timestamptz not null
);
create table app.sessions (
    id bigserial primary key,
    user_id integer not null references app.users,
    seen timestamptz not null default now()
);
create index on app.sessions (seen);
create table app.visits (
    visitor integer not null,
    at timestamptz not null
);
create table app.api_calls (
    at timestamptz not null default now()
);
create table app.projects (
    id bigserial primary key,
    user_id integer not null references app.users,
    created timestamptz not null default now()
);
create table app.subscriptions (
    user_id integer primary key references app.users,
    started timestamptz not null,
    ended timestamptz
);
create table app.payments (
    id serial primary key,
    user_id integer not null references app.users,
    dollars numeric(10, 2) not null,
    paid timestamptz not null
);
create table app.failed_payments (
    user_id integer not null references app.users,
    dollars numeric(10, 2) not null,
    at timestamptz not null
);
create table app.tickets (
    id serial primary key,
    opened timestamptz not null,
    answered timestamptz,
    closed timestamptz
);
create table app.surveys (
    score numeric(2, 1) not null,
    answered timestamptz not null
);
create table app.trouble (pause_s double precision not null);
insert into app.trouble values (0);

-- Every statement of the application passes here; a slow database is one where this takes long.
create function app.pause() returns void language sql volatile
as $$ select pg_sleep(pause_s) from app.trouble where pause_s > 0 $$;

-- Two months of an application's life, and less on weekends; all of it relative to now.
insert into app.users (name, signed_up)
select 'user ' || n, now() - n * interval '5 hours' from generate_series(1, 400) as n;

insert into app.sessions (user_id, seen)
select 1 + n % 400, now() - n * interval '45 seconds' from generate_series(1, 4000) as n;

insert into app.visits (visitor, at)
select n % 1500, moment
from generate_series(1, 9000) as n, lateral (select now() - n * interval '10 minutes' as moment) as m
where extract(isodow from moment) < 6 or n % 3 = 0;

insert into app.api_calls (at)
select now() - n * interval '3 minutes' from generate_series(1, 6000) as n;

-- Of ten users seven have made something, and four pay for it.
insert into app.projects (user_id, created)
select 1 + n % 40 * 10 + n % 7, now() - n * interval '35 minutes' from generate_series(1, 1200) as n;

insert into app.subscriptions (user_id, started, ended)
select id, signed_up + interval '2 hours', case when id % 80 = 1 then now() - interval '3 days' end
from app.users where (id - 1) % 10 < 4;

insert into app.payments (user_id, dollars, paid)
select 1 + n % 40 * 10 + n % 4, 29 + n % 3 * 20, now() - n * interval '2 hours'
from generate_series(1, 720) as n;

insert into app.failed_payments (user_id, dollars, at)
select 1 + n % 40 * 10, 29, now() - n * interval '20 hours' from generate_series(1, 70) as n;

insert into app.tickets (opened)
select now() - n * interval '25 minutes' from generate_series(1, 4) as n;

insert into app.tickets (opened, answered, closed)
select opened, opened + (1 + n % 3) * interval '50 minutes', opened + interval '8 hours'
from generate_series(1, 150) as n, lateral (select now() - n * interval '9 hours' as opened) as m;

insert into app.surveys (score, answered)
select 4.4 + n % 6 * 0.1, now() - n * interval '11 hours' from generate_series(1, 120) as n;

grant usage on schema app to app, monitor;
grant select on all tables in schema app to monitor;
grant select, insert, update, delete on all tables in schema app to app;
grant usage on all sequences in schema app to app;
analyze;
