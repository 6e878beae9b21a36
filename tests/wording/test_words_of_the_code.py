import re

import polib

from tests.wording import catalogue

OF_THE_CODE = """
append, boolean, cache, cluster, cursor, database, draft object, encoding, entry id, enum,
exception, fixture, fold, folded, hash, id, ids, json object, leaf, lean, leans, migration, msgspec,
noninterference, null, payload, postgresql, process id, query, regex, room id, row-level, salt, seal, sealed,
seat id, sql, string, struct, token, traceback, tuple, uuid, viewer, yaml
"""
"""What a mediator never has to know."""


def test_no_words_of_the_code_stand_on_the_pages_or_in_the_papers():
    said = [message for messages in catalogue.messages() for message in messages] + catalogue.choices()
    plain = [(message, re.sub(r"\{[^}]*\}", "", message).casefold()) for message in said]
    found = [
        (word, message)
        for word in OF_THE_CODE.replace("\n", " ").strip().split(", ")
        for message, low in plain
        if re.search(rf"\b{word}\b", low)
    ]
    assert found == []


def test_the_list_would_find_one():
    assert polib.POEntry(msgid="The seat id is unknown").msgid.casefold().count("seat id") == 1
