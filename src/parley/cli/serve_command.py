"""parley serve: the workbench, served to those who sign in."""

import click

from parley.cli.record import the_record
from parley.cli.web_process import attend, serving
from parley.record.founding import let_seats_in
from parley.record.opening import RecordUnavailable


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address at which it listens.")
@click.option("--port", type=click.IntRange(1, 65535), default=8017, show_default=True, help="The port.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="How many processes serve.")
@click.option("--public", multiple=True, metavar="PROCESS", help="Let anyone read its public record; repeatable.")
def command(*, host: str, port: int, workers: int, public: tuple[str, ...]) -> None:
    """Serve the workbench until Ctrl-C. Other names than localhost: PARLEY_ALLOWED_HOSTS=talks.example."""
    with the_record() as record:
        let_seats_in(record)
        with serving(record, host=host, port=port, workers=workers, published=public) as server:
            click.echo(f"Parley is open at http://{host}:{port}; behind a proxy with TLS for all but this machine.")
            if attend(record, server=server):
                raise RecordUnavailable("the web process has ended; its own message is above")
