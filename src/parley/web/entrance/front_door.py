"""The front door: it leads the mediators to their day, and everybody else to theirs."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from parley.web.changes import have_looked
from parley.web.delegation.home_page import delegation_home
from parley.web.pages import seated
from parley.web.team.home_page import team_home
from parley.web.viewer import Viewer


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def front_door(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the home page of this seat; the form on it says up to where this person has looked."""
    if request.method == "POST":
        return have_looked(request, viewer)
    return (team_home if viewer.mediates else delegation_home)(request, viewer)
