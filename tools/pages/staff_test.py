"""What editors, approvers and the desk do in a day, with the keyboard alone, with and without
script: writing on a train, sending back, withdrawing, a hub that does not answer."""

import unittest

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import walk

SAVE = "button[type=submit]:not([formaction])"


def setUpModule():
    walk.begin()


def tearDownModule():
    walk.end()


class Days(walk.Walk):
    def value(self, css):
        return self.person.driver.find_element(By.CSS_SELECTOR, css).get_property("value")

    def test_what_was_typed_on_the_train_survives_a_flat_battery(self):
        person = self.person.goes_to("/rediger/demo-klage")
        person.tabs_to("#kortsvar").replaces_with(f"Skrevet i toget {self.has_script}.")
        self.keeps_the_draft(person)
        walk.node.dies()
        walk.node.start()
        person.goes_to("/rediger/kladder")
        person.tabs_to("main th a").follows()
        self.sees("Her er din kladde fra")
        self.assertEqual(self.value("#kortsvar"), f"Skrevet i toget {self.has_script}.")
        person.goes_to("/artikel/demo-klage")
        self.assertNotIn("Skrevet i toget", person.text)
        person.goes_to("/rediger/demo-klage")
        person.tabs_to("#initialer").replaces_with("MKJ").follows()
        self.sees("Svaret er gemt")
        person.goes_to("/rediger/kladder")
        self.sees("Du har ingen kladder")
        person.goes_to("/synk")
        self.sees("venter på at blive sendt")

    def test_a_new_answer_begins_with_a_template_and_gets_advice(self):
        person = self.person.goes_to("/rediger/ny")
        person.tabs_to("a[href='/rediger/ny?skabelon=ansoegning']").follows()
        self.assertIn("# Hvem kan søge?", self.value("#tekst"))
        person.tabs_to("#titel").types("Hvordan søger jeg?")
        person.tabs_to("#tekst").replaces_with("## Sådan\n\n[Læs mere](https://www.borger.dk)")
        self.looks_at_the_preview(person)
        self.sees("Linket “Læs mere” siger ikke, hvor det fører hen")
        self.drops_the_draft(person)

    def test_a_text_is_sent_back_with_a_word_and_comes_again(self):
        person = self.person.goes_to("/rediger/demo-parkering")
        person.tabs_to("#kortsvar").replaces_with(f"Et kort svar med en fejl {self.has_script}.")
        person.tabs_to("#initialer").replaces_with("MKJ").follows()
        person.goes_to("/rediger/demo-parkering/godkend")
        person.tabs_to("#kommentar").types("Prisen mangler.")
        person.tabs_to("#tilbage-initialer").types("KKR").follows()
        self.sees("Teksten er sendt tilbage")
        person.goes_to("/rediger?vis=sendt-tilbage")
        person.tabs_to("main th a").follows()
        self.sees("Sendt tilbage af KKR")
        self.sees("Prisen mangler.")
        person.tabs_to("#kortsvar").replaces_with(f"Det koster 20 kr. {self.has_script}.")
        person.tabs_to("#initialer").replaces_with("MKJ").follows()
        self.assertNotIn("Prisen mangler.", person.text)
        person.goes_to("/rediger?vis=venter")
        self.assertTrue(
            person.driver.find_elements(By.CSS_SELECTOR, "th a[href='/rediger/demo-parkering']"))

    def test_a_withdrawal_says_who_is_known_to_have_heard_of_it(self):
        person = self.person.goes_to("/rediger/demo-plejehjem/traek-tilbage")
        person.tabs_to("#begrundelse").types("Loven er ændret.")
        person.tabs_to("#initialer").types("KKR").follows()
        self.sees("Svaret er trukket tilbage fra")
        self.sees("Bekræftet hos 0 af 1 nabo.")
        person.tabs_to("a[href='/rediger/demo-plejehjem/traek-tilbage']").follows()
        self.sees("Ikke bekræftet")
        person.tabs_to("#initialer").types("KKR").follows()
        self.sees("Svaret gælder igen")

    def test_a_hub_that_does_not_answer_stops_nobody(self):
        person = self.person.goes_to("/synk")
        person.tabs_to("main form button").follows()
        self.sees("Synkroniseringen er sat i gang")
        self.waits_for_the_end(person)
        self.sees("Fejl")
        person.goes_to("/rediger/demo-vej")
        person.tabs_to("#kortsvar").replaces_with(f"Uden hub {self.has_script}.")
        person.tabs_to("#initialer").replaces_with("MKJ").follows()
        self.sees("Svaret er gemt")

    def drops_the_draft(self, person):
        person.goes_to("/rediger/kladder")
        if "Du har ingen kladder" not in person.text:
            person.tabs_to("main td button").follows()
            self.sees("Kladden er kasseret")


    def test_what_is_new_since_one_looked_is_read_one_by_one(self):
        person = self.person.goes_to("/nyt")
        if "Jeg har set det hele" in person.text:
            person.tabs_to("main form button").follows()
            self.sees("Du har set det hele")
        person.goes_to("/rediger/demo-skole")
        text = f"Skolen har fået en ny adresse {self.has_script}."
        person.tabs_to("#kortsvar").replaces_with(text)
        person.tabs_to("#initialer").replaces_with("MKJ").follows()
        person.goes_to("/nyt")
        self.sees("Du har set alt")
        person.goes_to("/rediger/demo-skole/godkend")
        person.tabs_to("#initialer").replaces_with("KKR").follows()
        self.sees("Svaret er godkendt")
        person.goes_to("/skranke")
        person.tabs_to("main a[href='/nyt']").follows()
        person.tabs_to("main th a").follows()
        self.sees("Rettet")
        written = person.driver.find_elements(By.CSS_SELECTOR, ".diff ins")
        self.assertIn(str(self.has_script), " ".join(each.text for each in written))
        person.tabs_to("main form button").follows()
        self.sees("Du har set alt")

    def test_a_supplement_that_is_begun_is_found_again(self):
        person = self.person.goes_to("/rediger/demo-hjemmehjaelp/tillaeg/nyt")
        person.tabs_to("#tekst").types("Ring til os på Rådhuset.")
        self.keeps_the_draft(person)
        walk.node.dies()
        walk.node.start()
        person.goes_to("/rediger/kladder")
        person.tabs_to("main th a").follows()
        self.sees("Her er din kladde fra")
        self.assertEqual(self.value("#tekst"), "Ring til os på Rådhuset.")
        self.drops_the_draft(person)


class WithScript(Days, unittest.TestCase):
    def keeps_the_draft(self, person):
        person.waits(
            lambda driver: "Kladde gemt her" in driver.find_element(
                By.CSS_SELECTOR, "[data-draft-status]").text, "the draft")

    def looks_at_the_preview(self, person):
        person.waits_for(".advice li")
        self.keeps_the_draft(person)

    def waits_for_the_end(self, person):
        person.waits(
            lambda driver: not driver.find_elements(By.CSS_SELECTOR, "[data-running]"),
            "the end of the synchronisation")

    def test_the_desk_goes_from_question_to_the_next_in_four_keys(self):
        """The words of the question apart: slash, Enter, 1 to count and n for the next one."""
        person = self.person.goes_to("/skranke")
        person.presses("/").types("flytning")
        person.waits_for("#resultater .hit")
        person.follows(Keys.ENTER)
        self.sees("Læs op")
        person.follows("1")
        self.sees("Talt")
        person.follows("n")
        self.assertTrue(person.path.startswith("/skranke?"), person.path)


class WithoutScript(Days, unittest.TestCase):
    has_script = False

    def test_the_desk_goes_from_question_to_the_next(self):
        person = self.person.goes_to("/skranke")
        person.tabs_to("#q").types("flytning").follows()
        person.tabs_to(".hit a").follows()
        self.sees("Læs op")
        person.tabs_to("main button[name=udfald]").follows()
        self.sees("Talt")
        person.tabs_to(".counted button").follows()
        self.assertNotIn("Talt", person.text)

    def keeps_the_draft(self, person):
        person.tabs_to("button[formaction='/rediger/kladder']").follows()
        self.sees("Kladden er gemt")

    def looks_at_the_preview(self, person):
        person.tabs_to("button[formaction='/rediger/forhaandsvis']").follows()

    def waits_for_the_end(self, person):
        def has_ended(_):
            person.goes_to("/synk")
            return "En synkronisering er i gang" not in person.text

        person.waits(has_ended, "the end of the synchronisation")
