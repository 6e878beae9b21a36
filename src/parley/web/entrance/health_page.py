"""Health: that this process answers, and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer, with no content and whoever asks."""
    del request
    return HttpResponse(status=204)
