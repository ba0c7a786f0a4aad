"""What goes wrong in an office: a login that ends in the middle of an edit, a form that is old, a button
pressed twice, a whole book pasted into a field, script in every field, rights that end. Each leads to a
page that says what happened, and the person's text is on it."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import unittest
import urllib.request

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import walk
from person import Person

SAVE = "button[type=submit]:not([formaction])"
PASSWORD = "tre små grise i en sæk"
PEOPLE = [("mkj", "admin"), ("kkr", "approver"), ("lha", "approver")]
SCRIPT = "<script>document.title='overtaget'</script><img src=x onerror=\"document.title='overtaget'\">"


def account(*words, password=None):
    subprocess.run([os.environ["VIDEN"], "account", *words, "--data", walk.node.home], check=True,
                   input=password and f"{password}\n".encode(), stdout=subprocess.DEVNULL)


def setUpModule():
    global folder
    folder = tempfile.TemporaryDirectory(prefix="viden-mishaps-")
    home = os.path.join(folder.name, "soroe")
    shutil.copytree(os.path.join(os.environ["VIDEN_PAGES_HOME"], "soroe"), home)
    walk.begin(home)
    for name, role in PEOPLE:
        account("add", name, "--role", role, "--initials", name.upper(), password=PASSWORD)


def tearDownModule():
    walk.end()
    folder.cleanup()


class Mishaps(walk.Walk):
    def setUp(self):
        self.person.driver.delete_all_cookies()

    def logs_in(self, name="mkj", person=None):
        person = person or self.person
        person.driver.delete_all_cookies()
        person.goes_to("/log-ind")
        person.tabs_to("#navn").types(name)
        person.tabs_to("#adgangskode").types(PASSWORD).follows()

    def value(self, css):
        return self.person.driver.find_element(By.CSS_SELECTOR, css).get_property("value")

    def looks_sound(self, name):
        """What axe and the eye say of the page; axe is a script itself."""
        for width in [360, 1280] if self.has_script else []:
            with self.subTest(state=name, width=width):
                self.person.is_at(width)
                self.assertLessEqual(self.person.overflow, 0)
                self.assertEqual(self.person.violations, [])
                self.person.takes_a_picture(f"mishap-{name}-{width}")

    def saves(self):
        self.person.tabs_to(SAVE).follows()

    def test_a_login_that_ended_gives_the_text_back(self):
        self.logs_in()
        text = f"Skrevet lige før frokost {self.has_script}."
        person = self.person.goes_to("/rediger/demo-valg")
        person.tabs_to("#kortsvar").replaces_with(text)
        person.driver.delete_all_cookies()
        self.saves()
        self.sees("Du er ikke logget ind længere")
        self.assertIn(text, [each.get_property("value") for each in person.driver.find_elements(
            By.TAG_NAME, "textarea")])
        self.looks_sound("logged-out")
        person.tabs_to("#navn").types("mkj")
        person.tabs_to("#adgangskode").types(PASSWORD).follows()
        self.looks_sound("resume")
        person.tabs_to("main form button").follows()
        self.sees("Svaret er gemt")
        self.assertEqual(self.value("#kortsvar"), text)

    def test_a_form_sent_twice_is_saved_once(self):
        self.logs_in()
        before = self.entries("demo-vej")
        person = self.person.goes_to("/rediger/demo-vej")
        text = f"To gange {self.has_script}."
        person.tabs_to("#kortsvar").replaces_with(text)
        self.saves()
        person.driver.back()
        person.tabs_to("#kortsvar").replaces_with(text)
        self.saves()
        self.sees("Der var intet at gemme")
        self.assertEqual(self.entries("demo-vej"), before + 1)

    def entries(self, article):
        """How many changes its history tells of."""
        self.person.goes_to(f"/rediger/{article}/historik")
        return len(self.person.driver.find_elements(By.CSS_SELECTOR, ".history-entry"))

    def test_an_old_form_is_merged_and_what_both_wrote_is_put_side_by_side(self):
        self.logs_in()
        article = "demo-koerekort" if self.has_script else "demo-barsel"
        ours, theirs = "Vores udgave af det korte svar.", "En helt anden udgave fra en kollega."
        person = self.person.goes_to(f"/rediger/{article}")
        published = person.goes_to(f"/artikel/{article}").text
        person.goes_to(f"/rediger/{article}")
        person.tabs_to("#kortsvar").replaces_with(ours)
        with self.a_colleague() as other:
            other.goes_to(f"/rediger/{article}")
            other.tabs_to("#kortsvar").replaces_with(theirs)
            other.tabs_to(SAVE).follows()
        self.saves()
        self.sees("Svaret er gemt og flettet")
        self.sees("et menneske skal vælge")
        self.looks_sound("merged-with-conflict")
        person.goes_to(f"/artikel/{article}")
        self.assertIn(published[:200], person.text)
        self.assertNotIn(ours, person.text)
        self.assertNotIn(theirs, person.text)

        person.goes_to(f"/rediger/{article}/konflikter")
        self.sees(ours)
        self.sees(theirs)
        self.assertEqual(person.driver.find_elements(
            By.CSS_SELECTOR, "input[type=radio]:checked"), [], "no side is chosen for anybody")
        person.tabs_to("form[data-conflict] input[type=radio]").presses(Keys.SPACE)
        person.tabs_to("form[data-conflict] button[type=submit]").follows()
        self.sees("Dit valg er gemt")

    @contextlib.contextmanager
    def a_colleague(self):
        other = Person(walk.node.address)
        try:
            self.logs_in("kkr", other)
            yield other
        finally:
            other.leave()

    def test_rights_that_ended_cost_nobody_their_text(self):
        account("role", "lha", "--role", "approver")
        self.logs_in("lha")
        text = f"Skrevet den sidste dag {self.has_script}."
        person = self.person.goes_to("/rediger/demo-affald")
        person.tabs_to("#kortsvar").replaces_with(text)
        account("role", "lha", "--role", "staff")
        self.saves()
        self.assertIn(text, [each.get_property("value") for each in person.driver.find_elements(
            By.TAG_NAME, "textarea")])
        self.looks_sound("rights-ended")
        person.goes_to("/artikel/demo-affald")
        self.assertNotIn(text, person.text)

    def test_script_in_every_field_is_a_text_like_any_other(self):
        self.logs_in()
        person = self.person.goes_to("/rediger/ny")
        title = f"{SCRIPT} {self.has_script}"
        person.tabs_to("#titel").types(title)
        person.tabs_to("#kortsvar").types(SCRIPT)
        person.tabs_to("#tekst").types(f"## {SCRIPT}\n\n{SCRIPT} [x](javascript:alert(1))")
        person.tabs_to("#soegeord").types(SCRIPT)
        self.saves()
        self.sees("Svaret er oprettet")
        edit = person.path.split("?")[0]
        with self.a_colleague() as other:
            other.goes_to(f"{edit}/godkend")
            other.tabs_to("main form button[type=submit]").follows()
            self.assertIn("Svaret er godkendt", other.text)
        name = edit.removeprefix("/rediger/")
        for path in [edit, f"{edit}/historik", f"/artikel/{name}", f"/skranke/{name}", "/rediger",
                     "/emner/a-aa?bogstav=S", "/soeg?q=script", "/skranke?q=script", "/nyt",
                     f"/nyt/{name}", "/rediger/links"]:
            with self.subTest(path=path):
                person.goes_to(path)
                self.assertNotIn("overtaget", person.driver.title.split("<")[0])
                self.assertEqual(person.driver.find_elements(
                    By.CSS_SELECTOR, "[onerror], a[href^='javascript:']"), [])

    def test_a_page_from_before_the_node_was_started_anew_says_so(self):
        person = self.person.goes_to("/log-ind")
        person.tabs_to("#navn").types("mkj")
        walk.node.stop()
        walk.node.start()
        person.tabs_to("#adgangskode").types(PASSWORD).follows()
        self.sees("Siden har været åben for længe")
        self.looks_sound("login-expired")


class WithScript(Mishaps, unittest.TestCase):
    def test_a_book_in_a_field_is_too_long_and_none_of_it_is_lost(self):
        self.logs_in()
        person = self.person.goes_to("/rediger/ny")
        person.tabs_to("#titel").types("En hel bog")
        person.driver.execute_script(
            "document.querySelector('#tekst').value = 'Sætning nummer et. '.repeat(55000)")
        self.saves()
        self.sees("Der er 1 ting, der skal rettes")
        self.looks_sound("too-long")
        self.assertEqual(len(self.value("#tekst")), 55_000 * len("Sætning nummer et. "))
        person.tabs_to("#tekst").replaces_with("Kortere.")
        self.saves()
        self.sees("Svaret er oprettet")


class WithoutScript(Mishaps, unittest.TestCase):
    has_script = False
