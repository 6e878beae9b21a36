from threading import Event, Thread

import pyotp
import pytest
from playwright.sync_api import expect

from parley.actions.registry import FAILED
from parley.record import asking
from tests.web.talks import PASSWORD, begin

pytestmark = pytest.mark.browser
CHOSEN = "harbour lantern seven oaks"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def address(address):
    """By its name, since a passkey holds for a name and not for a number."""
    return address.replace("127.0.0.1", "localhost")


@pytest.fixture
def talks(record, tmp_path):
    begun = begin(record, tmp_path)
    begun.seats_a_person("team")
    ended = Event()
    told = {"answer": begun.answers, "failed": FAILED, "until": ended.is_set}
    registry = Thread(target=asking.attend, args=[record], kwargs=told)
    registry.start()
    yield begun
    ended.set()
    registry.join()


@pytest.fixture
def desk(talks, arrives):
    person = arrives()
    person.signs_in(talks.login("team"), PASSWORD)
    return person


@pytest.fixture
def link(desk):
    """The address of an invitation to the desk."""
    page = desk.page
    page.goto("/persons")
    page.get_by_label("Name of a further person").fill("Nadia")
    page.get_by_role("button", name="Invite", exact=True).click()
    return page.locator("dd a").get_attribute("href")


def gives_a_device(person):
    client = person.page.context.new_cdp_session(person.page)
    client.send("WebAuthn.enable")
    client.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def test_a_passkey_is_set_up_by_invitation_and_signs_in_from_then_on(link, arrives):
    nadia = arrives()
    gives_a_device(nadia)
    page = nadia.page
    page.goto(link)
    page.get_by_role("button", name="Set up a passkey").click()
    page.get_by_label("What do you call this device?").fill("My phone")
    page.get_by_role("button", name="Use the passkey of this device").click()
    expect(page).to_have_title("Home · Parley")
    page.goto("/account")
    expect(page.get_by_text("My phone")).to_be_visible()
    page.get_by_role("button", name="Take away").click()
    expect(page.get_by_text("This is your only way in.")).to_be_visible()
    nadia.signs_out()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("button", name="Use the passkey of this device").click()
    expect(page).to_have_title("Home · Parley")
    assert [one for one in nadia.complaints if "422" not in one] == []


@pytest.mark.usefixtures("talks")
def test_a_device_that_knows_no_passkey_signs_nobody_in(arrives):
    stranger = arrives()
    gives_a_device(stranger)
    stranger.page.goto("/sign-in")
    stranger.page.get_by_role("button", name="Sign in with a passkey").click()
    stranger.page.get_by_role("button", name="Use the passkey of this device").click()
    expect(stranger.page.get_by_text("The device gave no passkey.")).to_be_visible()


def test_a_password_and_an_app_are_set_up_without_javascript(link, arrives):
    nadia = arrives(javascript=False)
    page = nadia.page
    page.goto(link)
    secret = page.locator("code").inner_text().replace(" ", "")
    expect(page.get_by_role("img", name="A picture that an authenticator app reads")).to_be_visible()
    page.get_by_label("Password", exact=True).fill(CHOSEN)
    page.get_by_label("The same password again").fill(CHOSEN)
    page.get_by_label("The code that the app shows now").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Sign in this way").click()
    expect(page).to_have_title("Home · Parley")
    assert nadia.complaints == []


def test_from_one_page_to_a_process_with_its_first_briefing_in_word(desk):
    page = desk.page
    page.goto("/first-steps")
    page.get_by_role("link", name="A new process").click()
    page.get_by_label("What are the talks called?").fill("Talks on the lake")
    page.get_by_label("What are they for?").fill("To share the water.")
    page.get_by_label("Which office mediates?").fill("Office for the Lake")
    page.get_by_label("Who works at the desk?").fill("Ana Ruiz")
    first = page.get_by_role("group", name="Delegation 1")
    first.get_by_label("Name").fill("Upper shore")
    first.get_by_label("What it is").select_option("government")
    first.get_by_label("Comes as").select_option(label="A party, with a delegation")
    page.get_by_label("What is negotiated?").fill("Water: who opens the sluice, and when?")
    page.get_by_label("What is the first round called?").fill("First round")
    page.get_by_label("Its first day").fill("2031-02-01")
    page.get_by_role("button", name="Open the process").click()
    expect(page).to_have_title("The process is open · Parley")
    page.get_by_role("button", name="I have kept the invitations: go in").click()
    expect(page).to_have_title("Home · Parley")
    page.get_by_role("link", name="Briefing", exact=True).click()
    with page.expect_download() as handed:
        page.get_by_role("link", name="Word (DOCX)").click()
    assert handed.value.suggested_filename.endswith(".docx")
    assert desk.complaints == []
