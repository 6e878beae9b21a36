from importlib.resources import files
from io import BytesIO

from parley.web.template_words import extract


def test_the_words_of_templates_are_found():
    template = (
        b"""<p>{% say "Sign in" %} {{ name }}</p>\n<nav aria-label="{% say 'Pages' %}">{% say "For {seat}" seat=x %}"""
    )
    assert list(extract(BytesIO(template), None, [], {})) == [
        (1, "gettext", "Sign in", []),
        (2, "gettext", "Pages", []),
        (2, "gettext", "For {seat}", []),
    ]


def test_every_say_of_every_template_is_found():
    for template in (files("parley.web") / "templates").iterdir():
        written = template.read_bytes()
        assert len(list(extract(BytesIO(written), None, [], {}))) == written.count(b"{% say "), template.name
