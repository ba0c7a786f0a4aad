"""The journeys of citizens and editors, walked with the keyboard alone, with and without script."""

import unittest

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import walk


def setUpModule():
    walk.begin()


def tearDownModule():
    walk.end()


class Journeys(walk.Walk):
    def test_a_citizen_finds_an_answer_by_its_subject(self):
        person = self.person.goes_to("/")
        person.tabs_to("a[href='/emner/a-aa']").follows()
        person.tabs_to("a[href='/emner/a-aa?bogstav=S']").follows()
        person.tabs_to("main a[href^='/artikel/demo-pas/']").follows()
        self.assertEqual(person.heading, "Søg om pas")
        self.sees("Kort svar")

    def test_a_search_without_hits_leads_on(self):
        person = self.person.goes_to("/soeg?q=xqzwv")
        self.sees("Vi fandt ingen svar")
        person.tabs_to("main a[href='/emner']").follows()
        self.assertEqual(person.heading, "Emner")

    def test_an_answer_is_written_approved_by_another_and_read(self):
        title = f"Hvor køber jeg busskilte {self.has_script}?"
        person = self.person.goes_to("/rediger")
        person.tabs_to("a[href='/rediger/ny']").follows()
        person.tabs_to("#titel").types(title)
        person.tabs_to("#kortsvar").types("Hos busselskabet.")
        person.tabs_to("#tekst").types("## Sådan gør du\n\nRing **før** kl. 14.")
        person.tabs_to("#emne").types("13.05.00")
        person.tabs_to("#initialer").types("MKJ")
        person.tabs_to("button[type=submit]:not([formaction])").follows()
        self.sees("Svaret er oprettet")
        edit = person.path.split("?")[0]

        person.tabs_to(f"a[href='{edit}/godkend']").follows()
        person.tabs_to("#initialer").types("MKJ").follows()
        self.sees("En anden skal godkende")
        person.goes_to(edit + "/godkend")
        person.tabs_to("#initialer").types("KKR").follows()
        self.sees("Svaret er godkendt")
        person.tabs_to("a[href^='/artikel/']").follows()
        self.assertEqual(person.heading, title)
        self.sees("Hos busselskabet.")

    def test_the_callers_municipality_is_switched_and_its_own_words_are_shown(self):
        person = self.person.goes_to("/rediger/demo-sundhedskort/tillaeg/nyt")
        if "Lokalt til Slagelse" not in person.goes_to("/skranke/demo-sundhedskort?kommune=0330").text:
            person.goes_to("/rediger/demo-sundhedskort/tillaeg/nyt")
            person.tabs_to("#kommune").types("Slagelse")
            person.tabs_to("#tekst").types("Lokalt til Slagelse.")
            person.tabs_to("#initialer").types("MKJ").follows()
            edit = person.path.split("?")[0]
            person.goes_to(edit + "/godkend")
            person.tabs_to("#initialer").types("KKR").follows()
        person.goes_to("/skranke/demo-sundhedskort")
        self.assertNotIn("Lokalt til Slagelse", person.text)
        person.goes_to("/skranke/demo-sundhedskort?kommune=0330")
        self.sees("I Slagelse Kommune")
        self.sees("Lokalt til Slagelse.")

    def test_a_mistake_in_the_form_is_said_and_nothing_typed_is_lost(self):
        person = self.person.goes_to("/rediger/ny")
        person.tabs_to("#titel").types("Et nyt svar")
        person.tabs_to("#emne").types("femten")
        person.tabs_to("#initialer").types("MKJ")
        person.tabs_to("button[type=submit]:not([formaction])").follows()
        self.sees("Der er 1 ting, der skal rettes")
        person.tabs_to(".error-summary a").presses(Keys.ENTER)
        self.assertTrue(person.is_focused("#emne") or "#emne" in person.path)
        title = person.driver.find_element(By.ID, "titel").get_property("value")
        self.assertEqual(title, "Et nyt svar")
        # Leaving the page would ask whether to; the text is stored so that it does not.
        person.tabs_to("#emne").replaces_with("15.00.00")
        person.tabs_to("button[type=submit]:not([formaction])").follows()
        self.sees("Svaret er oprettet")

    def test_an_edit_is_compared_with_what_was_and_taken_back(self):
        person = self.person.goes_to("/rediger/demo-vielse")
        person.tabs_to("#kortsvar").replaces_with(f"Et andet kort svar {self.has_script}.")
        person.tabs_to("#initialer").types("MKJ").follows()
        self.sees("Svaret er gemt")
        person.tabs_to("a[href$='/historik']").follows()
        person.tabs_to("main form[action$='/sammenlign'] button").follows()
        self.sees("Et andet kort svar")
        person.tabs_to("dd a").follows()
        person.tabs_to("#initialer").types("MKJ").follows()
        self.sees("Den gamle tekst er sat ind igen")

    def test_an_answer_is_withdrawn_and_holds_again(self):
        person = self.person.goes_to("/rediger/demo-rotter/traek-tilbage")
        person.tabs_to("#begrundelse").types("Reglerne er ændret.")
        person.tabs_to("#initialer").types("KKR").follows()
        self.sees("Svaret er trukket tilbage")
        person.goes_to("/artikel/demo-rotter")
        self.sees("Reglerne er ændret.")
        person.goes_to("/rediger/demo-rotter/traek-tilbage")
        person.tabs_to("#initialer").types("KKR").follows()
        self.sees("Svaret gælder igen")

    def test_an_answer_is_read_through_and_still_holds(self):
        person = self.person.goes_to("/rediger/gennemgang")
        person.tabs_to("main td a, main th a").follows()
        person.tabs_to("#initialer").types("KKR").follows()
        self.sees("Svaret er gennemgået")


class WithScript(Journeys, unittest.TestCase):
    def test_results_come_as_one_types_and_the_arrows_lead_to_the_answer(self):
        person = self.person.goes_to("/")
        person.presses("/").types("flytn")
        person.waits_for("#resultater .hit, .results .hit")
        person.presses(Keys.ARROW_DOWN).follows()
        self.assertTrue(person.path.startswith("/artikel/"), person.path)

    def test_the_preview_follows_what_is_typed(self):
        person = self.person.goes_to("/rediger/demo-pas")
        person.tabs_to("#kortsvar").replaces_with("Noget helt nyt i det korte svar.")
        person.waits(
            lambda driver: "Noget helt nyt" in driver.find_element(By.ID, "forhaandsvisning").text,
            "the preview")
        person.tabs_to("#initialer").types("MKJ").follows()
        self.sees("Svaret er gemt")

    def test_a_zconflict_is_settled_paragraph_by_paragraph(self):
        """Named so that it runs after the tests that only look at the conflict."""
        person = self.person.goes_to("/rediger/konflikter")
        person.tabs_to("main th a").follows()
        self.sees("912 kr.")
        self.sees("905 kr.")
        chosen = person.driver.find_elements(By.CSS_SELECTOR, "input[type=radio]:checked")
        self.assertEqual(chosen, [], "no side is chosen for anybody")
        person.tabs_to("form[data-conflict] input[type=radio]").presses(Keys.SPACE)
        person.tabs_to("form[data-conflict] input[name=initialer]").types("KKR").follows()
        self.sees("Dit valg er gemt")


    def test_a_question_on_the_phone_is_answered_in_three_keys(self):
        """The words of the question apart: slash, Enter, and v for the citizen's own screen."""
        person = self.person.goes_to("/skranke/demo-mitid")
        person.presses("n").waits_for("form[data-enter-opens]")
        person.presses("/").types("sygesikring")
        person.waits_for("#resultater .hit")
        person.follows(Keys.ENTER)
        self.assertTrue(person.path.startswith("/skranke/"), person.path)
        self.sees("Læs op")
        person.follows("v")
        self.assertTrue(person.path.startswith("/artikel/"), person.path)
        self.assertNotIn("Redaktør", person.text)


class WithoutScript(Journeys, unittest.TestCase):
    has_script = False

    def test_a_search_is_a_plain_form(self):
        person = self.person.goes_to("/")
        person.tabs_to("input[type=search]").types("flytning").follows()
        person.tabs_to(".hit a").follows()
        self.assertTrue(person.path.startswith("/artikel/"), person.path)

    def test_the_preview_comes_with_a_button_and_keeps_the_text(self):
        person = self.person.goes_to("/rediger/demo-mitid")
        person.tabs_to("#kortsvar").replaces_with("Kun til forhåndsvisning.")
        person.tabs_to("button[formaction]").follows()
        self.assertIn(
            "Kun til forhåndsvisning.", person.driver.find_element(By.ID, "forhaandsvisning").text)
