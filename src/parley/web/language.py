"""The language of the pages: the one that was chosen in this browser, or else the first it asks for that there is."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from parley.wording import SOURCE_LANGUAGE, Wording, languages, wording

COOKIE = "parley_language"


def words_of(request: HttpRequest) -> Wording:
    """Return the words in which a request is answered."""
    asked = [request.COOKIES.get(COOKIE, "")]
    asked += [part.partition(";")[0].strip() for part in request.headers.get("Accept-Language", "").split(",")]
    known = languages()
    for tag in asked:
        language = tag.partition("-")[0].lower()
        if language in known:
            return wording(language)
    return wording(SOURCE_LANGUAGE)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language that was chosen in this browser, and go back to the page where it was."""
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("language", "")
    if chosen in languages():
        response.set_cookie(COOKIE, chosen, httponly=True, samesite="Strict")
    return response
