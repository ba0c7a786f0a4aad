"""What a citizen meets at night: English, large type, hours, and being asked whether it helped."""

import os
import subprocess
import unittest

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import walk
from person import Person

TABLES = {
    "afdelinger": "kode,navn,fra,til\nborgerservice,Borgerservice,,\n",
    "telefoner": "afdeling,telefon,fra,til\nborgerservice,57876000,,\n",
    "tider": "afdeling,kanal,tider,fra,til\n"
                     "borgerservice,telefon,ma-fr 10-15,,\n"
                     "borgerservice,personlig,ma-on 8-15; to 8-18.30; fr 8-13,,\n",
}

STATES = [
    ("citizen-front", "/"),
    ("citizen-front-english", "/?lang=en"),
    ("citizen-front-large", "/?stor=1"),
    ("citizen-search-english", "/soeg?q=flytning&lang=en"),
    ("citizen-nothing", "/soeg?q=xqzwv"),
    ("citizen-nothing-english", "/soeg?q=xqzwv&lang=en"),
    ("citizen-answer", "/artikel/demo-pas"),
    ("citizen-answer-english", "/artikel/demo-pas?lang=en"),
    ("citizen-answer-large", "/artikel/demo-pas?stor=1"),
    ("citizen-not-found-english", "/artikel/findes-ikke?lang=en"),
    ("citizen-subjects-english", "/emner?lang=en"),
    ("citizen-letter-english", "/emner/a-aa?bogstav=P&lang=en"),
    ("citizen-why", "/hjalp/demo-pas?svar=nej"),
    ("citizen-why-english", "/hjalp/demo-pas?svar=nej&lang=en"),
    ("citizen-thanks", "/hjalp/demo-pas?svar=ja"),
    ("citizen-municipality", "/kommune?til=%2F"),
    ("citizen-accessibility", "/was"),
    ("citizen-accessibility-english", "/was?lang=en"),
    ("citizen-about", "/om"),
    ("did-not-help", "/rediger/til-hjaelp"),
]


def setUpModule():
    home = os.path.join(os.environ["VIDEN_PAGES_HOME"], "soroe")
    for table, rows in TABLES.items():
        subprocess.run(
            [os.environ["VIDEN"], "reference", "import", table, "-", "--data", home,
             "--author", "MKJ, Sorø"],
            input=rows.encode(), check=True, stdout=subprocess.DEVNULL)
    walk.begin()


def tearDownModule():
    walk.end()


class Citizen(walk.Walk):
    def test_english_stays_from_page_to_page(self):
        person = self.person.goes_to("/")
        person.tabs_to(".choices a[hreflang=en]").follows()
        self.sees("How can we help you?")
        person.tabs_to("input[type=search]").types("pas").follows()
        person.tabs_to(".hit a").follows()
        self.sees("Short answer")
        person.tabs_to(".breadcrumbs a").follows()
        self.sees("How can we help you?")
        person.tabs_to(".choices a[hreflang=da]").follows()
        self.sees("Hvad kan vi hjælpe dig med?")
        self.assertEqual(person.driver.get_cookies(), [])

    def test_large_type_stays_from_page_to_page(self):
        person = self.person.goes_to("/artikel/demo-pas")
        usual = self.letters()
        person.tabs_to(".choices a:not([hreflang])").follows()
        self.assertGreater(self.letters(), usual)
        person.tabs_to(".breadcrumbs a").follows()
        self.assertGreater(self.letters(), usual)
        person.tabs_to(".choices a:not([hreflang])").follows()
        self.assertEqual(self.letters(), usual)

    def letters(self):
        return float(self.person.driver.find_element(By.TAG_NAME, "body").value_of_css_property(
            "font-size").removesuffix("px"))

    def test_who_was_not_helped_says_why_and_knows_whom_to_call(self):
        person = self.person.goes_to("/artikel/demo-mitid")
        person.tabs_to(".feedback button[value=nej]").follows()
        self.sees("Hvorfor hjalp svaret ikke?")
        self.sees("57 87 60 00")
        person.tabs_to("input[type=radio]").presses(Keys.SPACE)
        person.tabs_to("form button[type=submit]").follows()
        self.sees("Redaktørerne ser")
        self.assertEqual(person.driver.get_cookies(), [])

    def test_the_hours_of_the_week_unfold(self):
        person = self.person.goes_to("/artikel/demo-pas")
        self.sees("På telefonen:")
        person.tabs_to(".answer-contact summary").presses(Keys.SPACE)
        self.sees("8-18.30")

    def test_another_municipality_is_chosen_and_stays(self):
        person = self.person.goes_to("/artikel/demo-pas")
        person.tabs_to(".answer-contact .note a").follows()
        person.tabs_to("select[name=kommune]").types("Slag")
        person.tabs_to("form.narrow-form button").follows()
        self.sees("Spørg Slagelse Kommune")
        person.tabs_to(".breadcrumbs li:nth-child(2) a").follows()
        self.assertIn("kommune=0330", person.path)


class WithScript(Citizen, unittest.TestCase):
    pass


class WithoutScript(Citizen, unittest.TestCase):
    has_script = False


class States(unittest.TestCase):
    def test_every_state(self):
        person = Person(walk.node.address)
        self.addCleanup(person.leave)
        for name, path in STATES:
            for width in [320, 360, 768, 1280]:
                with self.subTest(state=name, width=width):
                    person.is_at(width).goes_to(path)
                    self.assertLessEqual(person.overflow, 0)
                    if width in (360, 1280):
                        self.assertEqual(person.violations, [])
                        person.takes_a_picture(f"{name}-{width}")
