"""Every state of every page: axe finds nothing, and nothing is wider than the screen."""

import unittest

from inspection import Inspection

# A name for the picture, and where the state is found.
STATES = [
    ("front", "/"),
    ("search", "/soeg?q=flytning"),
    ("search-typo", "/soeg?q=flytnign"),
    ("search-many", "/soeg?q=kommune&side=2"),
    ("search-nothing", "/soeg?q=xqzwv"),
    ("search-empty", "/soeg"),
    ("answer", "/artikel/demo-pas"),
    ("answer-with-table", "/artikel/demo-vej"),
    ("not-found", "/artikel/findes-ikke"),
    ("subjects", "/emner"),
    ("subject", "/emner/23"),
    ("letters", "/emner/a-aa"),
    ("letter", "/emner/a-aa?bogstav=P"),
    ("desk", "/skranke"),
    ("desk-hits", "/skranke?q=pas&kommune=0330"),
    ("desk-nothing", "/skranke?q=xqzwv"),
    ("desk-answer", "/skranke/demo-pas"),
    ("desk-internal", "/skranke/demo-telefonomstilling"),
    ("citizen-screen", "/artikel/demo-pas?vis=borger"),
    ("supplements", "/rediger/demo-pas/tillaeg"),
    ("new-supplement", "/rediger/demo-pas/tillaeg/nyt"),
    ("list", "/rediger"),
    ("list-waiting", "/rediger?vis=venter"),
    ("list-nothing", "/rediger?q=xqzwv"),
    ("list-sent-back", "/rediger?vis=sendt-tilbage"),
    ("drafts-none", "/rediger/kladder"),
    ("new", "/rediger/ny"),
    ("new-from-template", "/rediger/ny?skabelon=pris"),
    ("edit", "/rediger/demo-flytning"),
    ("edit-with-conflict", "/rediger/demo-pas"),
    ("history", "/rediger/demo-pas/historik"),
    ("day", "/rediger/demo-pas/dato?dag=2026-01-01"),
    ("today", "/rediger/demo-pas/dato?dag=9999-12-31"),
    ("withdraw", "/rediger/demo-pas/traek-tilbage"),
    ("approve-with-conflict", "/rediger/demo-pas/godkend"),
    ("approve", "/rediger/demo-flytning/godkend"),
    ("reviews", "/rediger/gennemgang"),
    ("review", "/rediger/demo-pas/gennemgang"),
    ("broken-links", "/rediger/links"),
    ("subject-plan", "/emneplan"),
    ("checklist", "/rediger/tjekliste"),
    ("departed", "/synk/spaerrede"),
    ("conflicts", "/rediger/konflikter"),
    ("conflict", "/rediger/demo-pas/konflikter"),
    ("no-conflict", "/rediger/demo-flytning/konflikter"),
    ("sync", "/synk"),
    ("quarantine", "/synk/karantaene"),
    ("news", "/nyt"),
    ("news-one", "/nyt/demo-pas"),
    ("searches-in-vain", "/rediger/soegninger"),
    ("synonyms", "/rediger/synonymer"),
    ("situations", "/rediger/situationer"),
    ("people", "/rediger/brugere"),
    ("login", "/log-ind"),
]


class States(Inspection, unittest.TestCase):
    states = STATES

    def test_the_state_that_a_mistake_leads_to(self):
        person = self.person.is_at(1280).goes_to("/rediger/ny")
        person.driver.execute_script("document.querySelector('form.edit-form').noValidate = true")
        person.tabs_to("#emne").types("femten")
        person.tabs_to("button[type=submit]:not([formaction])").follows()
        self.inspect("mistake")

    def test_the_states_of_old_versions(self):
        person = self.person.is_at(1280).goes_to("/rediger/demo-pas/historik")
        person.tabs_to("main form[action$='/sammenlign'] button").follows()
        self.inspect("comparison")
        person.tabs_to("dd a").follows()
        self.inspect("version")

    def test_the_states_of_a_draft(self):
        person = self.person.is_at(1280).goes_to("/rediger/demo-valg")
        person.tabs_to("#tekst").replaces_with(
            "# Sådan\n\n**Husk det her**\n\n[Læs mere](https://www.borger.dk) på https://borger.dk/valg\n\n"
            "Det gælder IKKE FOR BØRN.")
        person.waits(lambda driver: "Kladde gemt her" in person.text, "the draft")
        self.inspect("edit-advice")
        person.is_at(1280).goes_to("/rediger/demo-valg")
        self.inspect("edit-draft")
        person.is_at(1280).goes_to("/rediger/demo-valg?kladde=nej")
        self.inspect("edit-beside-draft")
        person.is_at(1280).goes_to("/rediger/kladder")
        self.inspect("drafts")
        person.is_at(1280).goes_to("/rediger")
        self.inspect("list-with-drafts")

    def test_the_states_of_a_text_that_is_sent_back(self):
        person = self.person.is_at(1280).goes_to("/rediger/demo-vielse")
        person.tabs_to("#kortsvar").replaces_with("Et kort svar med en fejl.")
        person.tabs_to("#initialer").replaces_with("MKJ").follows()
        person.goes_to("/rediger/demo-vielse/godkend")
        person.driver.execute_script("document.querySelector('form.send-back').noValidate = true")
        person.tabs_to("#tilbage-initialer").types("KKR").follows()
        self.inspect("send-back-mistake")
        person.tabs_to("#kommentar").types("Der mangler en pris.\nSe bekendtgørelsen.")
        person.tabs_to("form.send-back button").follows()
        self.inspect("sent-back")
        person.is_at(1280).goes_to("/rediger?vis=sendt-tilbage")
        self.inspect("list-sent-back-one")
        person.is_at(1280).goes_to("/rediger/demo-vielse/historik")
        self.inspect("history-sent-back")

    def test_the_states_of_a_withdrawal(self):
        person = self.person.is_at(1280).goes_to("/rediger/demo-skilsmisse/traek-tilbage")
        person.tabs_to("#begrundelse").types("Loven er ændret.")
        person.tabs_to("#initialer").types("KKR").follows()
        self.inspect("withdrawn-edit")
        person.is_at(1280).goes_to("/rediger/demo-skilsmisse/traek-tilbage")
        self.inspect("withdrawn-reach")
