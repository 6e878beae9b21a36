"""A page that is open before a person, and what the web process tells it meanwhile."""

import json
import re
from http.client import HTTPConnection
from urllib.parse import urlencode

PATIENCE = 20


class Browser:
    """A browser of its own, signed in at a web process."""

    def __init__(self, port, *, login, password):
        self.port, self.cookies = port, {}
        form = self.gets("/sign-in").read().decode()
        secret = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
        self.posts("/sign-in", {"login": login, "password": password, "csrfmiddlewaretoken": secret})

    def gets(self, address, **headers):
        return self._asks("GET", address, headers=headers)

    def posts(self, address, typed):
        answer = self._asks(
            "POST", address, body=urlencode(typed), headers={"Content-Type": "application/x-www-form-urlencoded"}
        )
        assert answer.status == 302, answer.read()

    def signs_out(self):
        page = self.gets("/").read().decode()
        secret = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        self.posts("/sign-out", {"csrfmiddlewaretoken": secret})

    def opens(self, address="/"):
        """Open a page, and with it the stream that it asks for."""
        return OpenPage(self, self.stream_of(address))

    def stream_of(self, address):
        """The address at which a page asks for its stream."""
        page = self.gets(address).read().decode()
        return re.search(r'data-live="([^"]+)"', page)[1].replace("&amp;", "&")

    def _asks(self, method, address, *, body=None, headers):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        connection.request(method, address, body=body, headers=sent)
        answer = connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer


class OpenPage:
    """The stream of one page; it is read as a browser reads it."""

    def __init__(self, browser, address, *, last=None):
        self.browser, self.address, self.last = browser, address, last
        headers = {"Last-Event-ID": last} if last else {}
        self.answer = browser.gets(address, **headers)

    def is_told(self):
        """The next event: how many entries are new, and the words of those that it tells of."""
        told = json.loads(self._next()["data"])
        return told["said"], [one["words"] for one in told["entries"]]

    def is_told_all(self, count):
        """The words of so many entries, however many events tell of them."""
        words = []
        while len(words) < count:
            words += self.is_told()[1]
        return words

    def what_is_told_to_the_end(self):
        """All that the stream tells until the web process ends it; it waits for that no longer than a browser would."""
        return self.answer.read().decode()

    def is_cut(self):
        self.answer.close()

    def comes_again(self):
        """Open the stream again, as a browser does that was cut off."""
        return OpenPage(self.browser, self.address, last=self.last)

    def _next(self):
        event = {}
        for line in self.answer:
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name:
                event[name] = value
            elif "data" in event:
                self.last = event["id"]
                return event
            else:
                event = {}
        raise AssertionError("the stream came to its end")
