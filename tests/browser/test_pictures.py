from parley.web.everyone.guide_page import GUIDE
from tests.browser import pictures


def test_the_guide_in_the_docs_is_that_of_the_workbench():
    assert pictures.WRITTEN.read_text(encoding="utf-8") == pictures.guide(), "make pictures writes it anew"


def test_every_chapter_has_its_picture_and_no_picture_is_left_over():
    assert {path.stem for path in pictures.PICTURES.glob("*.png")} == {one.picture for one in GUIDE}
