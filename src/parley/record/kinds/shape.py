"""The shape of each kind, read off its class: field by field, what may stand there and which entries it may name."""

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NewType, Union, cast, get_args, get_origin, get_type_hints

from parley.record.references import POINTS_TO, EntryId, PersonId, RoomId, SeatId

HOLDERS = {SeatId: "seat", PersonId: "person", RoomId: "room"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a kind.

    Args:
        name: its name in code; `label` in words.
        sort: text, number, yes or no, choice, when, moment, reference, seat, person, room, or part.
        many: whether it holds several.
        required: whether it must be given; a field that is not required has the default of its class.
        nullable: whether it may be left out as None.
        points_to: for a reference, the kinds that it may name; empty means any.
        choices: for a choice, its values.
        part: for a part, the class of the part.
        type: the annotated type of one value.
        default: what it is where it is not given.
    """

    name: str
    sort: str
    many: bool
    required: bool
    nullable: bool
    points_to: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    part: type[Any] | None = None
    type: Any = None
    default: Any = None

    @property
    def label(self) -> str:
        """The field's name in words."""
        return self.name.replace("_", " ")


def shape(kind: type[Any]) -> tuple[Field, ...]:
    """Return the fields of a kind, of a part of one, or of the envelope, in the order of its class."""
    cached: Any = _shape
    found: tuple[Field, ...] = cached(kind)
    return found


@cache
def _shape(kind: Any) -> tuple[Field, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(replace(_field(f.name, hints[f.name]), **_default(f.default)) for f in fields(kind))


@cache
def _referring(kind: Any) -> tuple[Field, ...]:
    return tuple(field for field in _shape(kind) if field.sort in {"reference", "part"})


def _default(default: object) -> dict[str, Any]:
    return {"required": True} if default is MISSING else {"required": False, "default": default}


def references(what: object) -> Iterator[tuple[Field, EntryId]]:
    """Yield each entry that a fact names, with the field that names it."""
    referring: Any = _referring
    for field in referring(type(what)):
        value = getattr(what, field.name)
        values = value if field.many else (value,) if value is not None else ()
        for one in values:
            if field.sort == "part":
                yield from references(one)
            else:
                yield field, one


def _field(name: str, hint: Any) -> Field:
    nullable = many = False
    if get_origin(hint) in {Union, UnionType}:
        (hint,) = (argument for argument in get_args(hint) if argument is not NoneType)
        nullable = True
    if get_origin(hint) is tuple:
        hint, many = get_args(hint)[0], True
    return _leaf(Field(name=name, sort="", many=many, required=True, nullable=nullable, type=hint))


def _leaf(field: Field) -> Field:
    hint = field.type
    bare = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    if isinstance(bare, NewType):
        if bare in HOLDERS:
            return replace(field, sort=HOLDERS[bare])
        return replace(field, sort="reference", points_to=POINTS_TO[bare])
    if isinstance(bare, type) and issubclass(bare, StrEnum):
        return replace(field, sort="choice", choices=tuple(choice.value for choice in bare))
    names = {
        "When": "when",
        "datetime": "moment",
        "str": "text",
        "bool": "yes or no",
        "int": "number",
        "float": "number",
    }
    if bare.__name__ in names:
        return replace(field, sort=names[bare.__name__])
    if is_dataclass(bare):
        return replace(field, sort="part", part=cast("type[Any]", bare))
    raise TypeError(f"{field.name}: no such sort of field as {bare!r}")
