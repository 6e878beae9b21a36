-- Accounts: with which name and password a person signs in, and which seat the person holds.
-- The role of the web process reads them and keeps its sessions here; it sees nothing of the record.

create schema accounts;

create table accounts.person (
    person uuid primary key,
    login text not null unique,
    password text not null,
    seat uuid not null references parley.seat
);

-- What the web process reads of them, and of seats no more than the account of whoever signs in needs.
create view accounts.account as
    select p.person, p.login, p.password, s.id as seat, s.process, s.key as seat_key, s.role, c.key as process_key
    from accounts.person p join parley.seat s on s.id = p.seat join parley.process c on c.id = s.process;
