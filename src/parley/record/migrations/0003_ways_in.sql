-- Ways in: what a person signs in with beside a password, and the invitation by which a person sets that up.
-- And what the pages ask of the owner's process, which alone can open a process or seat a person.

alter table accounts.person alter column password drop not null;
-- What the secret of an authenticator app is made from, and the last code that was taken; null where none was set up.
alter table accounts.person add column codes bytea;
alter table accounts.person add column code_taken bigint not null default 0;

-- Up to when this person has looked at what came on record; null until it was first said.
alter table accounts.person add column looked timestamptz;

create or replace view accounts.account as
    select p.person, p.login, p.password, s.id as seat, s.process, s.key as seat_key, s.role, c.key as process_key,
        p.codes, p.code_taken, p.looked
    from accounts.person p join parley.seat s on s.id = p.seat join parley.process c on c.id = s.process;

create table accounts.passkey (
    id bytea primary key,
    person uuid not null references accounts.person,
    credential bytea not null,
    count bigint not null,
    name text not null,
    added timestamptz not null
);

-- Of an invitation only the digest is kept: who reads this table can take up none.
create table accounts.invitation (
    digest bytea primary key,
    person uuid not null references accounts.person,
    until timestamptz not null,
    again boolean not null default false
);

create table accounts.request (
    id uuid primary key,
    person uuid not null references accounts.person,
    asked text not null,
    answer text
);
