"""The refusals of the door that writes; they say the same of what is hidden and of what is not there."""


class NotYours(PermissionError):
    """This seat does not write in such a room: there is none, or it does not sit there, or room or seat is closed."""


class TokenUsed(ValueError):
    """The seat has already said something else in this room under this token."""
