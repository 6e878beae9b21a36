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

create function parley.me() returns uuid
language sql stable security definer parallel safe set search_path = pg_catalog, pg_temp
begin atomic
    select s.id from parley.seat s where s.role = session_user;
end;

create function parley.my_rooms() returns setof uuid
language sql stable security definer parallel safe rows 20 set search_path = pg_catalog, pg_temp
begin atomic
    select t.room from parley.seat s join parley.sits t on t.seat = s.id where s.role = session_user;
end;

-- The heads of my rooms: how far each has come.
create function parley.my_heads() returns table (room uuid, n bigint)
language sql stable security definer rows 20 set search_path = pg_catalog, pg_temp
begin atomic
    select h.room, h.n
    from parley.seat s join parley.sits t on t.seat = s.id join parley.head h on h.room = t.room
    where s.role = session_user;
end;

-- Who sits in my rooms. A room that is not mine has nobody in it, as one that does not exist. A room of everyone
-- has a null seat alone: to list who sits there would tell of every seat.
create function parley.sitters(rooms uuid[]) returns table (room uuid, seat uuid)
language sql stable security definer rows 50 set search_path = pg_catalog, pg_temp
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

-- The owner, as whom the functions below run, reads to check the seals and adds; no policy lets it change or delete.
do $$ begin
    execute format('create policy checked_by_the_owner on parley.entry for select to %I using (true)', current_user);
    execute format('create policy added_by_the_owner on parley.entry for insert to %I with check (true)', current_user);
end $$;

-- Set an entry at the end of its room, in two statements: lock and check at once, then add.
-- The chain covers everything that the row holds; the clock never goes back within a room; a room begins with the entry
-- that says who sits in it, and no later one says otherwise. Called by append, which sets the search path, or by the
-- owner.
create function parley.place(
    in_room uuid, by_seat uuid, token bytea, by_person uuid, as_kind text, with_body bytea, with_salt bytea, with_leaf bytea,
    out new_id uuid, out new_n bigint, out new_recorded timestamptz)
language plpgsql volatile
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
    where h.room = in_room and not h.closed and (h.n = 0) = (as_kind like 'room opened/%') and t.room = in_room and t.seat = by_seat and s.writes and not s.closed
    returning h.n, h.recorded, h.chain into new_n, new_recorded, new_chain;
    -- Asked again, since the head may have been waited for, and the seat been closed meanwhile.
    if new_n is null or (select s.closed from parley.seat s where s.id = by_seat) then
        raise exception 'refused' using errcode = 'insufficient_privilege';
    end if;
    insert into parley.entry values (
        new_id, in_room, new_n, by_seat, by_person, new_recorded, as_kind, with_body, with_salt, with_leaf, new_chain);
end $$;

create function parley.append(
    in_room uuid, token bytea, by_person uuid, as_kind text, with_body bytea, with_salt bytea, with_leaf bytea,
    out new_id uuid, out new_n bigint, out new_recorded timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
    -- Who holds a seat, and that there is one, is for the owner alone to say: what a seat may do follows from it.
    if as_kind like any (array['seat opened/%', 'person seated/%', 'person left/%']) then
        raise exception 'refused' using errcode = 'insufficient_privilege';
    end if;
    select p.new_id, p.new_n, p.new_recorded into new_id, new_n, new_recorded
    from parley.place(in_room, parley.me(), token, by_person, as_kind, with_body, with_salt, with_leaf) p;
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
-- Columns, not the table: what is granted hides ctid, xmin and the seal from an injected query.
grant select (id, room, n, seat, person, recorded, kind, body) on parley.entry to public;
grant execute on function parley.me(), parley.my_rooms(), parley.my_heads(), parley.sitters(uuid[]),
    parley.append(uuid, bytea, uuid, text, bytea, bytea, bytea), parley.open_room(uuid, uuid[]), parley.close_seat(uuid)
    to public;
