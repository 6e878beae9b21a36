-- The record: who sits where, and what was put on record in each room.
--
-- Nobody who serves people owns a table or may change an entry. A seat has a login role of its own; what it sees
-- follows from the role that logged in (session_user), which no SET can change, and from sits.
-- Every name is qualified: an attacker's search_path or temporary object must find nothing to shadow.

create schema parley;
revoke all on schema public from public;

do $$ begin
    execute format('revoke all on database %I from public', current_database());
end $$;

create table parley.process (
    id uuid primary key,
    key text not null unique
);

create table parley.seat (
    id uuid primary key,
    process uuid not null references parley.process,
    key text not null,
    role name not null unique,
    opens_rooms boolean not null,
    writes boolean not null,
    closed boolean not null default false,
    unique (process, key)
);

create table parley.room (
    id uuid primary key,
    process uuid not null references parley.process,
    everyone boolean not null
);

create table parley.sits (
    seat uuid not null references parley.seat,
    room uuid not null references parley.room,
    primary key (seat, room)
);
create index sits_by_room on parley.sits (room, seat);

-- One row a room, the only one that an append to the room locks. The low fill factor keeps updates on their page.
create table parley.head (
    room uuid primary key references parley.room,
    n bigint not null,
    chain bytea not null,
    recorded timestamptz not null,
    closed boolean not null default false
) with (fillfactor = 10, autovacuum_vacuum_threshold = 200);

-- Two unique indexes only, and a partial one that an append hardly ever touches. The id is a function of room, seat and token, so that a repeated append meets the first
-- and nothing is unique across rooms. No statistics are kept of what entries hold, or plans would tell of them.
create table parley.entry (
    id uuid primary key,
    room uuid not null,
    n bigint not null,
    seat uuid not null,
    person uuid,
    recorded timestamptz not null,
    kind text not null,
    body bytea,
    salt bytea,
    leaf bytea not null,
    chain bytea not null,
    unique (room, n)
);
-- The few entries that open seats are found without reading the others.
create index entry_opens_a_seat on parley.entry (room, n) where kind = 'seat opened/1';
do $$
declare kept text;
begin
    foreach kept in array array['id', 'room', 'n', 'seat', 'person', 'recorded', 'kind', 'body', 'salt', 'leaf', 'chain'] loop
        execute format('alter table parley.entry alter column %I set statistics 0', kept);
    end loop;
end $$;

-- The only clock of the record.
create function parley.clock() returns timestamptz
language sql volatile
return clock_timestamp();

-- The plans of what follows are bound to the indexes, whatever the session has set: a plan that goes by statistics would
-- tell of hidden rows by its time and by the order of what it gives.
create function parley.my_rooms() returns setof uuid
language sql stable security definer parallel safe rows 20 set search_path = pg_catalog, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
set enable_indexscan = on set enable_nestloop = on set join_collapse_limit = 1
begin atomic
    select t.room from parley.seat s join parley.sits t on t.seat = s.id where s.role = session_user;
end;

-- The heads of my rooms: how far each has come.
create function parley.my_heads() returns table (room uuid, n bigint)
language sql stable security definer rows 20 set search_path = pg_catalog, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
set enable_indexscan = on set enable_nestloop = on set join_collapse_limit = 1
begin atomic
    select h.room, h.n
    from parley.seat s join parley.sits t on t.seat = s.id join parley.head h on h.room = t.room
    where s.role = session_user;
end;

-- Who sits in my rooms. A room that is not mine has nobody in it, as one that does not exist. A room of everyone
-- has a null seat alone: to list who sits there would tell of every seat.
create function parley.sitters(rooms uuid[]) returns table (room uuid, seat uuid)
language sql stable security definer rows 50 set search_path = pg_catalog, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
set enable_indexscan = on set enable_nestloop = on set join_collapse_limit = 1
begin atomic
    select r.id, t.seat
    from parley.seat s
    join parley.sits m on m.seat = s.id
    join parley.room r on r.id = m.room
    left join parley.sits t on t.room = r.id and not r.everyone
    where s.role = session_user and r.id = any (rooms);
end;

alter table parley.entry enable row level security;
alter table parley.entry force row level security;

create policy seen_by_those_who_sit on parley.entry for select to public
    using (room in (select parley.my_rooms()));

-- The owner reads to check the seals, and adds; no policy lets it change or delete. A function that runs as the owner
-- reads no more than the seat that called it: the policy goes by who logged in.
do $$ begin
    execute format('create policy checked_by_the_owner on parley.entry for select to %1$I using (session_user = %1$L)', current_user);
    execute format('create policy added_by_the_owner on parley.entry for insert to %I with check (true)', current_user);
end $$;

-- A seat reads through the next three alone. Whoever may name the table itself is told by EXPLAIN, by counters of its
-- transaction and by statistics how many hidden rows a plan met, and so, bit by bit, their ids.
-- They run as the owner, and yet under the policies, which go by who logged in.
create function parley.entries_after(rooms uuid[], seen bigint[]) returns table (
    id uuid, room uuid, n bigint, seat uuid, person uuid, recorded timestamptz, kind text, body bytea)
language sql stable security definer rows 1000 set search_path = pg_catalog, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
set enable_indexscan = on set enable_nestloop = on set join_collapse_limit = 1
begin atomic
    -- Materialized: under a policy only plain columns bound an index, and what was seen would be a filter over the room.
    with h as materialized (
        select m.room, coalesce(c.n, 0) as seen
        from parley.my_heads() m
        left join unnest(rooms, seen) as c (room, n) on c.room = m.room
        where m.n > coalesce(c.n, 0))
    select e.id, e.room, e.n, e.seat, e.person, e.recorded, e.kind, e.body
    from h
    cross join lateral (
        select x.id, x.room, x.n, x.seat, x.person, x.recorded, x.kind, x.body
        from parley.entry x where x.room = h.room and x.n > h.seen order by x.n) e;
end;

create function parley.entries_named(ids uuid[]) returns table (
    id uuid, room uuid, n bigint, seat uuid, person uuid, recorded timestamptz, kind text, body bytea)
language sql stable security definer rows 10 set search_path = pg_catalog, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
set enable_indexscan = on set enable_nestloop = on set join_collapse_limit = 1
begin atomic
    select e.id, e.room, e.n, e.seat, e.person, e.recorded, e.kind, e.body
    from parley.entry e
    where e.id = any (ids) and e.room in (select parley.my_rooms());
end;

-- The first entry of each of my rooms, and the entries there that open seats.
create function parley.openings() returns table (
    id uuid, room uuid, n bigint, seat uuid, person uuid, recorded timestamptz, kind text, body bytea)
language sql stable security definer rows 50 set search_path = pg_catalog, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off
set enable_indexscan = on set enable_nestloop = on set join_collapse_limit = 1
begin atomic
    select e.id, e.room, e.n, e.seat, e.person, e.recorded, e.kind, e.body
    from parley.my_rooms() as r (room)
    cross join lateral (
        select x.id, x.room, x.n, x.seat, x.person, x.recorded, x.kind, x.body
        from parley.entry x where x.room = r.room and x.n = 1
        union all
        select x.id, x.room, x.n, x.seat, x.person, x.recorded, x.kind, x.body
        from parley.entry x where x.room = r.room and x.n > 1 and x.kind = 'seat opened/1') e;
end;

-- Set an entry at the end of its room, in two statements: lock and check at once, then add. For the seat that logged in,
-- or for the owner (whom alone session and function have in common), who imports and opens in the name of any seat.
-- The chain covers everything that the row holds; the clock never goes back within a room; a room begins with the entry
-- that says who sits in it, and no later one says otherwise.
create function parley.append(
    in_room uuid, by_seat uuid, token bytea, by_person uuid, as_kind text, with_body bytea, with_salt bytea, with_leaf bytea,
    out new_id uuid, out new_n bigint, out new_recorded timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
    asked timestamptz := parley.clock();
    new_chain bytea;
begin
    new_id := encode(substr(sha256(uuid_send(in_room) || uuid_send(by_seat) || token), 1, 16), 'hex')::uuid;
    update parley.head h
    set n = h.n + 1,
        recorded = greatest(asked, h.recorded + interval '1 microsecond'),
        closed = as_kind like 'room closed/%',
        chain = sha256(h.chain || with_leaf || uuid_send(new_id) || uuid_send(by_seat)
                       || coalesce(uuid_send(by_person), '\x') || int8send(h.n + 1)
                       || timestamptz_send(greatest(asked, h.recorded + interval '1 microsecond'))
                       || convert_to(as_kind, 'UTF8'))
    from parley.sits t join parley.seat s on s.id = t.seat
    where h.room = in_room and not h.closed and (h.n = 0) = (as_kind like 'room opened/%')
      and t.room = in_room and t.seat = by_seat and s.writes and not s.closed
      and (session_user = current_user
           -- Who holds a seat, and that there is one, is for the owner alone to say: what a seat may do follows from it.
           or s.role = session_user and not as_kind like any (array['seat opened/%', 'person seated/%', 'person left/%']))
    returning h.n, h.recorded, h.chain into new_n, new_recorded, new_chain;
    -- The seat is asked for again, since the head may have been waited for, and the seat been closed meanwhile.
    insert into parley.entry
    select new_id, in_room, new_n, by_seat, by_person, new_recorded, as_kind, with_body, with_salt, with_leaf, new_chain
    from parley.seat s where s.id = by_seat and not s.closed and new_n is not null;
    if not found then
        raise exception 'refused' using errcode = 'insufficient_privilege';
    end if;
end $$;

create function parley.begin_room(new_room uuid, of_process uuid, with_seats uuid[], for_everyone boolean) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
    insert into parley.room values (new_room, of_process, for_everyone);
    insert into parley.head values (new_room, 0, sha256(convert_to('room', 'UTF8') || uuid_send(new_room)), '-infinity');
    insert into parley.sits select s.id, new_room from parley.seat s
    where s.process = of_process and (for_everyone or s.id = any (with_seats));
end $$;

-- A seat that may open rooms opens one in which it sits itself, with seats of its own process. Whether another seat
-- is closed is not asked: the answer would tell of an entry that the opener may not see.
create function parley.open_room(new_room uuid, with_seats uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare opener parley.seat;
begin
    select s.* into opener from parley.seat s where s.role = session_user;
    if opener.id is null or not opener.opens_rooms or opener.closed or not opener.id = any (with_seats)
       or exists (select from unnest(with_seats) w
                  where not exists (select from parley.seat s
                                    where s.id = w and s.process = opener.process)) then
        raise exception 'refused' using errcode = 'insufficient_privilege';
    end if;
    perform parley.begin_room(new_room, opener.process, with_seats, false);
end $$;

-- A closed seat reads on and writes no more. The entry that closes it is made in the same transaction.
create function parley.close_seat(other uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
    update parley.seat c set closed = true
    from parley.seat s
    where s.role = session_user and s.opens_rooms and not s.closed and c.id = other and c.process = s.process;
    if not found then
        raise exception 'refused' using errcode = 'insufficient_privilege';
    end if;
end $$;

revoke all on all functions in schema parley from public;
revoke all on all tables in schema parley from public;
grant usage on schema parley to public;
grant execute on function parley.my_rooms(), parley.my_heads(), parley.sitters(uuid[]),
    parley.entries_after(uuid[], bigint[]), parley.entries_named(uuid[]), parley.openings(),
    parley.append(uuid, uuid, bytea, uuid, text, bytea, bytea, bytea), parley.open_room(uuid, uuid[]), parley.close_seat(uuid)
    to public;
