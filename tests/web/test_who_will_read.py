from tests.web.test_record_page import address, note


def form(talks, who="team", at="/note"):
    return talks.browser(who).get(at).content.decode()


def test_the_people_of_ones_own_room_are_counted(talks):
    assert "Will be read by: The desk (1 person)." in form(talks)


def test_a_seat_of_which_nobody_is_known_is_named_whether_or_not_somebody_holds_it(talks):
    unseen = "(1 person that you know of; who sits for North delegation you do not see)"
    assert unseen in form(talks)
    talks.seats_a_person("north")
    assert unseen in form(talks), "who was seated in a room that the desk does not see is not counted"
    assert "Will be read by: North delegation (1 person)." in form(talks, who="north", at="/record/note-made")


def test_people_who_were_seated_in_sight_are_counted_until_they_leave(talks):
    talks.seats_a_person("south")
    page = form(talks, at="/open-room")
    assert "South delegation (1 person that you know of)" in page
    assert "North delegation (who sits there you do not see)" in page
    talks.ends_access("south")
    assert "South delegation (who sits there you do not see)" in form(talks, at="/open-room")


def test_the_number_stands_above_the_button_that_saves(talks):
    browser = talks.browser("team")
    page = browser.post(address("note made"), note(talks, step="review")).content.decode()
    assert page.index("Will be read by: The desk (1 person).") < page.index('value="save"')
