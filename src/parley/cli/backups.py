"""What the commands about backups have in common: how much is in one, and what came of a drill."""

from pathlib import Path

import click

from parley.cli.record import home, now, tell
from parley.record.copying import Counts
from parley.record.drilling import Drilled, drill
from parley.record.opening import Record
from parley.record.upkeep import remember
from parley.record.verifying import Fault

NO = 1


def amount(counts: Counts) -> str:
    """Say how much a backup holds."""
    parts = (
        (counts.processes, "process", "processes"),
        (counts.seats, "seat", "seats"),
        (counts.rooms, "room", "rooms"),
        (counts.entries, "entry", "entries"),
        (counts.accounts, "person who signs in", "persons who sign in"),
    )
    return ", ".join(f"{number:,} {one if number == 1 else many}" for number, one, many in parts)


def drilled(record: Record, file: Path, *, passphrase: str) -> Drilled:
    """Drill a backup."""
    return drill(record, file, home=home(), passphrase=passphrase, progress=tell)


def verdict(found: Drilled) -> int:
    """Say what came of a drill, remember that it went well if it did, and return the exit status."""
    tell_faults(found.faults)
    for room in found.astray:
        click.echo(f"room {room}: the backup and the record do not say the same")
    if not found.restores:
        click.echo(
            "This backup does not restore to a record that holds. Keep it and the data folder as they are, and see"
            " which older backup does: parley drill FILE.",
            err=True,
        )
        return NO
    remember(home(), drilled=now())
    click.echo(f"This backup restores: {amount(found.counts)}, as of {found.made:%Y-%m-%d %H:%M} UTC.")
    click.echo("Every room holds what was sealed in it, and says what the record says.")
    return 0


def tell_faults(faults: list[Fault]) -> None:
    """Say what does not hold, a line each."""
    for fault in faults:
        click.echo(f"{fault.where}: {fault.what}")
