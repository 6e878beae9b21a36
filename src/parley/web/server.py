"""The web server. It lets nobody but a proxy on this machine say whether a page was asked for by TLS."""

import argparse
import os

import uvicorn

from parley.web.journal import logging_of

THIS_MACHINE = "127.0.0.1,::1"
END_SECONDS = 3
MOST_ASKED = 64 * 1024
"""So many bytes may the head of a request have: a page says how far it has read in each room of its seat."""


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    told = parser.parse_args()
    uvicorn.run(
        "parley.web.asgi:application",
        host=told.host,
        port=told.port,
        workers=told.workers,
        log_config=logging_of(os.environ.get("PARLEY_LOG", "")),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=END_SECONDS,
        h11_max_incomplete_event_size=MOST_ASKED,
        proxy_headers=os.environ.get("PARLEY_BEHIND_TLS") == "1",
        forwarded_allow_ips=THIS_MACHINE,
    )


if __name__ == "__main__":
    main()
