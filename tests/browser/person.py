"""A person before the pages: what they do is a verb, what they see is read off the page."""

from playwright.sync_api import expect


class Person:
    """Somebody with a browser; whatever the browser complains of is kept."""

    def __init__(self, page):
        self.page = page
        self.complaints = []
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def signs_in(self, login, password):
        self.page.goto("/")
        self.page.get_by_label("Login").fill(login)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        expect(self.page).to_have_title("Home · Parley")
        self.opens_the_briefing()
        expect(self.page).to_have_title("Briefing · Parley")

    def opens_the_briefing(self, *, as_of=""):
        self.page.get_by_role("link", name="Briefing", exact=True).click()
        if as_of:
            self.page.get_by_role("textbox", name="As of").fill(as_of)
            self.page.get_by_role("button", name="Show").click()

    def reads(self, section):
        """The sentences of a section of the briefing."""
        return self.page.locator(f"#section-{section} .sentence").all_inner_texts()

    def writes_a_statement(self, *, room, speaker, words, happened):
        page = self.page
        page.get_by_role("link", name="Put on record").click()
        page.get_by_role("link", name="statement made").click()
        page.get_by_role("radio", name=room).check()
        page.get_by_label("Who said it?").select_option(speaker)
        page.get_by_label("What was said?").fill(words)
        page.get_by_label("The gist of it").check()
        page.get_by_label("When was it said?").fill(happened)
        page.get_by_label("Off the record").check()
        page.get_by_role("button", name="Continue").click()

    def is_told(self):
        """Who will read what is about to be saved."""
        return self.page.locator("#readers").inner_text()

    def saves(self):
        self.page.get_by_role("button", name="Save").click()
        expect(self.page.get_by_role("heading", name="When, by whom and on what terms")).to_be_visible()
        self.opens_the_briefing()

    def goes_back(self):
        self.page.get_by_role("button", name="Go back").click()

    def signs_out(self):
        self.page.get_by_role("button", name="Sign out").click()
        expect(self.page).to_have_title("Sign in · Parley")

    def _listen(self, message):
        # That an address answers with an error is what some tests are about.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)
