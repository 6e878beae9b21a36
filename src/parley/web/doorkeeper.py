"""Who may come in: by password and code, by passkey, by invitation; and what the owner's process is asked to do."""

import hashlib
import hmac
import time
from typing import Any

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from parley.actions import registry
from parley.record import accounts, asking
from parley.record.accounts import Account, Passkey
from parley.record.references import PersonId
from parley.web.viewer import Viewer, house, viewer_of
from parley.wording import Wording, mark

BYTES_OF_CHALLENGE = 32
BYTES_OF_NONCE = 16
WAIT_SECONDS = 20.0
LOOK_SECONDS = 0.05
LONGEST_NAME = 60
LATER = mark("This takes longer than usual. Send the form again in a minute: nothing is done twice.")
ForTheBrowser = dict[str, Any]


def sign_in(*, login: str, password: str, code: str) -> PersonId | None:
    """Return whose login, password and code these are, if access still holds; None tells nothing of what is wrong.

    After too many failures under a login the answer is None for a while, and takes as long to find as any other.
    """
    served = house()
    moment = served.clock()
    held_back = served.attempts.too_many(login, at=moment)
    # A login that rests is asked for in a way in which nothing fits, so that no code is used up meanwhile.
    account = accounts.signed_in(
        served.record, login=login, password="" if held_back else password, code=code, at=moment
    )
    if account is None or viewer_of(account.person) is None:
        served.attempts.failed(login, at=moment)
        return None
    served.attempts.forget(login)
    return account.person


def invited(secret: str) -> Account | None:
    """Return whom an invitation invites; None where it was taken up, has lapsed, never was, or access has ended."""
    served = house()
    account = accounts.invited(served.record, secret=secret, at=served.clock())
    return account if account and viewer_of(account.person) else None


def entering(secret: str) -> PersonId | None:
    """Return as whom a demo's address lets in; None where it does not, or no more."""
    served = house()
    account = accounts.entering(served.record, secret=secret, at=served.clock())
    return account.person if account and viewer_of(account.person) else None


def secret_for_codes(nonce: bytes) -> str:
    """Return the secret of an authenticator app that is made from a nonce."""
    return accounts.secret_of(house().record, codes=nonce)


def nonce_of(secret: str) -> bytes:
    """Return the nonce that belongs to a form's secret, so that showing the form twice shows the same app's secret."""
    return hmac.new(house().record.secret, b"app " + secret.encode(), hashlib.sha256).digest()[:BYTES_OF_NONCE]


def code_fits(nonce: bytes, *, code: str) -> bool:
    """Tell whether a code is that of an authenticator app just set up."""
    fits = accounts.code_fits(secret_for_codes(nonce), code=code, at=house().clock()) if code.isascii() else None
    return fits is not None


def take_up_with_password(secret: str, *, person: PersonId, password: str) -> bool:
    """Take an invitation up with a password and the authenticator app of its form; False where it was just taken up."""
    return accounts.take_up_with_password(
        house().record, secret=secret, person=person, password=password, codes=nonce_of(secret)
    )


def set_password(person: PersonId, *, password: str, nonce: bytes) -> None:
    """Give a person another password and authenticator app."""
    accounts.set_password(house().record, person=person, password=password, codes=nonce)


def account_of(viewer: Viewer) -> Account:
    """Return the account of whoever asks.

    Raises:
        LookupError: when it has just been taken away.
    """
    account = accounts.account_of(house().record, person=viewer.person)
    if account is None:
        raise LookupError("the account was taken away")
    return account


def passkeys(person: PersonId) -> list[Passkey]:
    """Return a person's passkeys."""
    return accounts.passkeys(house().record, person=person)


def remove_passkey(person: PersonId, *, key: bytes) -> None:
    """Let a person sign in with a passkey no more."""
    accounts.remove_passkey(house().record, person=person, key=key)


def new_passkey(account: Account, *, host: str) -> tuple[ForTheBrowser, ForTheBrowser]:
    """Return what a browser needs to make a passkey, and what its answer is held against."""
    user = PublicKeyCredentialUserEntity(
        id=bytes.fromhex(account.person), name=account.login, display_name=account.login
    )
    there = [AttestedCredentialData(one.credential) for one in passkeys(account.person)]
    asked, state = _relying_on(host).register_begin(
        user,
        there,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
        challenge=house().tokens(BYTES_OF_CHALLENGE),
    )
    return dict(asked.public_key), state


def made_passkey(
    person: PersonId, *, host: str, state: ForTheBrowser, response: ForTheBrowser, name: str
) -> Passkey | None:
    """Return the passkey that a browser made; None where its answer does not hold."""
    try:
        made = _relying_on(host).register_complete(state, response)
    except (ValueError, KeyError, TypeError):
        return None
    credential = made.credential_data
    if credential is None:
        return None
    return Passkey(
        id=credential.credential_id,
        person=person,
        credential=bytes(credential),
        used=made.counter,
        name=name[:LONGEST_NAME],
        added=house().clock(),
    )


def keep_passkey(new: Passkey, *, invitation: str = "") -> bool:
    """Keep a passkey, and take the invitation up by which it was made; False where that was just taken up."""
    if invitation:
        return accounts.take_up_with_passkey(house().record, secret=invitation, new=new)
    accounts.add_passkey(house().record, new)
    return True


def ask_for_passkey(*, host: str) -> tuple[ForTheBrowser, ForTheBrowser]:
    """Return what a browser needs to sign somebody in with a passkey, and what its answer is held against.

    It names nobody: whose passkey it is, its own device knows (WebAuthn level 3, discoverable credentials).
    """
    asked, state = _relying_on(host).authenticate_begin(
        user_verification=UserVerificationRequirement.REQUIRED, challenge=house().tokens(BYTES_OF_CHALLENGE)
    )
    return dict(asked.public_key), state


def sign_in_with_passkey(*, host: str, state: ForTheBrowser, response: ForTheBrowser) -> PersonId | None:
    """Return whose passkey answered, if access still holds; None tells nothing of what is wrong."""
    record = house().record
    try:
        given = AuthenticationResponse.from_dict(response)
        known = accounts.passkey(record, key=given.raw_id)
        if known is None:
            return None
        _relying_on(host).authenticate_complete(state, [AttestedCredentialData(known.credential)], given)
    except (ValueError, KeyError, TypeError):
        return None
    used = given.response.authenticator_data.counter
    if not accounts.passkey_used(record, key=known.id, used=used) or viewer_of(known.person) is None:
        return None
    return known.person


def calendar_secret(person: PersonId) -> str:
    """Return the secret of the address under which a calendar program asks for a person's calendar."""
    words = b"calendar " + bytes.fromhex(person)
    return person + hmac.new(house().record.secret, words, hashlib.sha256).hexdigest()[: len(person)]


def subscriber(secret: str) -> PersonId | None:
    """Return whose calendar an address gives; None where it is nobody's."""
    person = PersonId(secret[: len(secret) // 2])
    return person if hmac.compare_digest(calendar_secret(person), secret) else None


def invitation_for(request: str, *, number: int) -> str:
    """Return the secret of the invitation that belongs to a request, the same each time it is asked for."""
    words = f"invitation {request} {number}".encode()
    return hmac.new(house().record.secret, words, hashlib.sha256).hexdigest()


def digest_of(secret: str) -> bytes:
    """Return what is kept of an invitation's secret."""
    return accounts.digest_of(secret)


def again(viewer: Viewer) -> Viewer:
    """Return the one who asks as things stand now, after something was done.

    Raises:
        LookupError: when access has just ended.
    """
    found = viewer_of(viewer.person)
    if found is None:
        raise LookupError("access has just ended")
    return found


def ask(viewer: Viewer, *, request: str, asked: registry.Request) -> registry.Answer | None:
    """Ask the owner's process, and wait for its answer a while; None where it has not come yet.

    The same request again is not done again; the answer is kept until it is forgotten.
    """
    record = house().record
    asking.ask(record, request=request, person=viewer.person, asked=registry.written(asked))
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        told = answer_to(viewer, request=request)
        if told is not None:
            return told
        time.sleep(LOOK_SECONDS)
    return None


def answer_to(viewer: Viewer, *, request: str) -> registry.Answer | None:
    """Return the answer to what this person asked; None where there is none."""
    told = asking.answer_to(house().record, request=request, person=viewer.person)
    return registry.read_answer(told) if told else None


def fault(told: registry.Answer | None, *, words: Wording) -> str:
    """Say why nothing was done, in the reader's language; empty where it was."""
    return words(told.refused) if told and told.refused else "" if told else words(LATER)


def forget(viewer: Viewer, *, request: str) -> None:
    """Forget what this person asked, and its answer."""
    asking.forget(house().record, request=request, person=viewer.person)


def _relying_on(host: str) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(name="Parley", id=host))
