"""parley check: how a record is run, and what is to be mended."""

import os

import click

from parley.cli.record import home, now, the_record
from parley.cli.setting import Setting, points
from parley.record.surroundings import surroundings_of
from parley.record.upkeep import upkeep_of

TO_MEND = 1


@click.command("check")
@click.option("--deploy", is_flag=True, help="Also look at what matters once others reach it over a network.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="As for parley serve.")
def command(*, deploy: bool, workers: int) -> int:
    """Say how this record is run, a line each: what is in order, and what is to be mended and how.

    Run it as the user, and with the environment, of parley serve. Exit status 1 where something is to be mended.
    """
    with the_record() as record:
        setting = Setting(
            home=home(),
            environment=os.environ,
            workers=workers,
            moment=now(),
            around=surroundings_of(record),
            upkeep=upkeep_of(home()),
        )
        found = points(setting, others_reach_it=deploy)
    for point in found:
        click.echo(f"mend  {point.what}: {point.mend}" if point.mend else f"ok    {point.what}")
    return TO_MEND if any(point.mend for point in found) else 0
