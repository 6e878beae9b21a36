"""The form by which a person sets up a password and an authenticator app."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import pyotp
import segno
from django import forms

from parley.web import doorkeeper
from parley.wording import Wording

SHORTEST = 12
LONGEST = 300


class WayIn(forms.Form):
    """A password, twice, and a code of the authenticator app, as typed."""

    def __init__(self, typed: object = None, *, words: Wording, nonce: bytes, login: str) -> None:
        """Take what was typed for an authenticator app whose secret is made from a nonce."""
        super().__init__(typed, label_suffix="")
        self.words, self.nonce, self.login = words, nonce, login
        secret = {"max_length": LONGEST, "strip": False, "widget": forms.PasswordInput}
        missing = {"required": words("Type a password, twice the same.")}
        self.fields["password"] = forms.CharField(
            label=words("Password"),
            help_text=words("At least 12 letters; several words that do not belong together hold well."),
            error_messages=missing,
            **secret,
        )
        self.fields["again"] = forms.CharField(label=words("The same password again"), error_messages=missing, **secret)
        self.fields["code"] = forms.CharField(
            label=words("The code that the app shows now"),
            max_length=20,
            error_messages={"required": words("Type the code of six digits that the app shows.")},
        )

    def clean(self) -> None:
        """Refuse a short password, two that differ, and a code that is not the app's."""
        typed: dict[str, Any] = self.cleaned_data
        password = typed.get("password", "")
        if password and (len(password) < SHORTEST or len(set(password)) < SHORTEST // 2 or password in self.login):
            self.add_error("password", self.words("This password is too easy to guess. Take a longer one."))
        elif password and typed.get("again") and typed["again"] != password:
            self.add_error("again", self.words("The two passwords differ. Type the same twice."))
        if typed.get("code") and not doorkeeper.code_fits(self.nonce, code=typed["code"]):
            message = "This is not the code that the app shows now. Look whether the clock of your device is right."
            self.add_error("code", self.words(message))

    def app(self) -> dict[str, str]:
        """Return the secret of the authenticator app, in fours, and as a picture that the app can read."""
        secret = doorkeeper.secret_for_codes(self.nonce)
        address = pyotp.TOTP(secret).provisioning_uri(name=self.login, issuer_name="Parley")
        picture = BytesIO()
        segno.make(address, error="m").save(picture, kind="png", scale=4, border=3)
        return {
            "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
            "picture": f"data:image/png;base64,{b64encode(picture.getvalue()).decode()}",
        }
