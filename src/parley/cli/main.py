"""The command line: every command by name, loaded when it is called."""

import signal
import sys
from collections.abc import Sequence
from importlib import import_module

import click

COMMANDS = {
    "demo": "Set everything up, open the workbench on both examples, and print how to sign in.",
    "serve": "Serve the workbench to those who sign in.",
    "init": "Make the record ready, with the examples if asked.",
    "import": "Put the process of a file on record, whole or not at all.",
    "export": "Write what a seat sees as a process file.",
    "brief": "Write the briefing for the next round, for one seat.",
    "hand-over": "Hand over to a linked process what may pass, with ten questions answered.",
    "verify": "Check the seal of every room.",
    "backup": "Write the whole record to one locked file.",
    "restore": "Make a record of a backup.",
    "drill": "Try out whether a backup restores.",
    "check": "Say what is to be mended about how this record is run.",
    "seat": "Open and close seats, and list those that a seat knows.",
    "person": "Give persons a seat, end their access, and list them.",
}
BAD_INPUT = 2
STOPPED = 130
TOLD_TO_STOP = 143


class Commands(click.Group):
    """The commands, each in a module of its own that is imported only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        """Return the names."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002 - the signature is click's
        """Return a command."""
        if name not in COMMANDS:
            return None
        module = import_module(f"parley.cli.{name.replace('-', '_')}_command")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the signature is click's
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="parley", prog_name="parley")
def parley() -> None:
    """Parley, the workbench of the team that runs a mediated negotiation."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0, 1 for a negative answer, 2 for bad input, told in a line."""
    try:
        result = parley.main(
            args=list(arguments) if arguments is not None else None, prog_name="parley", standalone_mode=False
        )
    except click.Abort:
        return STOPPED
    except KeyboardInterrupt:
        return STOPPED
    except click.ClickException as error:
        return _refuse(error.format_message())
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:
        from parley.cli.refusals import REFUSALS

        if isinstance(error, REFUSALS):
            return _refuse(str(error))
        raise
    return result if isinstance(result, int) else 0


def _refuse(message: str) -> int:
    click.echo(f"parley: {message}", err=True)
    return BAD_INPUT


def run() -> None:
    """Run as a program, which leaves nothing behind either when it is told to stop: no pages served, no half file."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TOLD_TO_STOP))
    sys.exit(main())
