"""`{% say "For {seat}" seat=name %}`: a template's words in the reader's language."""

from django.template import Context, Library

register = Library()


@register.simple_tag(takes_context=True)
def say(context: Context, message: str, **names: object) -> str:
    """Return a message of the page's wording with the names in its braces put in."""
    return context["words"](message, **names)
