"""The numbers of a paper's sources: which of them a sentence, a cell or a tie rests on."""

from collections.abc import Iterable

from parley.documents.paper import Source
from parley.record.references import EntryId


class SourceMissing(ValueError):
    """A paper rests on an entry that its list of sources does not name."""


class Citing:
    """The sources of one paper, numbered from 1 in the order given."""

    def __init__(self, sources: Iterable[Source]) -> None:
        """Number the sources."""
        self._numbers = {source.entry: number for number, source in enumerate(sources, start=1)}

    def numbers(self, entries: Iterable[EntryId]) -> tuple[int, ...]:
        """Return the numbers of the sources for entries, rising, each once.

        Raises:
            SourceMissing: naming an entry that the list of sources lacks.
        """
        try:
            return tuple(sorted({self._numbers[entry] for entry in entries}))
        except KeyError as missing:
            raise SourceMissing(f"the paper's sources lack the entry {missing}: add it to the list") from missing
