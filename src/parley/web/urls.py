"""Every address of the pages."""

from django.urls import path

from parley.documents.formats.writing_out import FORMATS
from parley.web import briefing_page, refused, signing_in, statement_page

urlpatterns = [
    path("", signing_in.front_door, name="front-door"),
    path("sign-in", signing_in.sign_in, name="sign-in"),
    path("sign-out", signing_in.sign_out, name="sign-out"),
    path("briefing", briefing_page.briefing_page, name="briefing"),
    path("briefing.css", briefing_page.briefing_style, name="briefing-style"),
    *(
        path(f"briefing{suffix}", briefing_page.briefing_file, {"suffix": suffix}, name=f"briefing{suffix}")
        for suffix in FORMATS
    ),
    path("statement", statement_page.statement_page, name="statement"),
]

handler400 = refused.not_understood
handler404 = refused.not_found
handler500 = refused.failed
