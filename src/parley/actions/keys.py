"""Short keys made from names of any alphabet, in a-z, 0-9 and hyphens."""

import re
import unicodedata
from collections.abc import Collection

LONGEST_KEY, LONGEST_SHORT_KEY = 60, 40
LATIN = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
CYRILLIC = (
    "а a б b в v г g д d е e ё e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh "
    "щ shch ъ - ы y ь - э e ю yu я ya і i ї yi є ye ґ g"
)
ARABIC = (
    "ا a ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z ع a غ gh ف f ق q ك k ل l م m ن n ه h "
    "و w ى a ي y ة a أ a إ i آ a ء - ئ y ؤ w پ p چ ch ژ zh گ g ک k ی y"
)
PAIRS = f"{CYRILLIC} {ARABIC}".split()
LETTERS = {**LATIN, **{one: plain.strip("-") for one, plain in zip(PAIRS[::2], PAIRS[1::2], strict=True)}}


def key_of(name: str, *, taken: Collection[str], otherwise: str) -> str:
    """Return a key for a name, unlike those taken; of a name of which no letter is known, from another word.

    It is short enough for a number, and where it is cut it is cut.
    """
    folded = unicodedata.normalize("NFKD", "".join(LETTERS.get(letter, letter) for letter in name.lower()))
    plain = "".join(LETTERS.get(letter, letter) for letter in folded)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    key = re.sub("[^a-z0-9]+", "-", bare).strip("-")[: LONGEST_KEY - 4].strip("-")
    if key and key not in taken:
        return key
    key, number = key or otherwise, 2 if key else 1
    while f"{key}-{number}" in taken:
        number += 1
    return f"{key}-{number}"


def short_key(name: str, *, otherwise: str) -> str:
    """Return a key for a name that leaves room for an ending."""
    return key_of(name, taken=(), otherwise=otherwise)[:LONGEST_SHORT_KEY].strip("-")
