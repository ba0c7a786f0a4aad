"""The pages that count: every report, the bus, the tables and the questions that wait, with the
municipalities' own figures typed in first; axe finds nothing, nothing is wider than the screen, and
every figure has its definition."""

import os
import subprocess
import unittest

from inspection import Inspection

TABLES = {
    "afdelinger": "kode;navn;fra;til\nborgerservice;Borgerservice;;\nvisitation;Visitationen;;\n",
    "priser": (
        "kanal;pris;fra;kilde\npersonlig;100;2010-01-01;Solrød 2010\ntelefon;50;2010-01-01;Solrød 2010\n"
        "brev;120;2010-01-01;Solrød 2010\nchat;;2010-01-01;Solrød 2010\n"
        "selvbetjening;5;2010-01-01;Solrød 2010\n"),
    "tælleperioder": (
        "kode;navn;første uge;sidste uge;afdelinger;emner\n"
        "t2010;Tælleuger 2010;2010-W43;2010-W45;;\nt2011;Tælleuger 2011;2011-W43;2011-W45;;27.36.04\n"),
    "mål": (
        "mål;emne;udgangspunkt;udgangsår;målsat;senest\nselvbetjening;23.05.02;5;2010;40;2011-12-31\n"
        "straksafsluttet;;53;2008;69;2014-12-31\n"),
    "arrangementer": (
        "kode;navn;sted;fra;til;bemanding\nsmukfest;Smukfest;Skanderborg;2011-08-03;2011-08-07;4\n"),
    "indbyggere": "indbyggere;fra;kilde\n30000;2010-01-01;Danmarks Statistik\n",
    "sammenligning": "fra;til\n2010-01-01;\n",
    "tider": (
        "afdeling;kanal;tider;fra;til\n"
        'borgerservice;personlig;"ma-on 9-14; to 9-14 og 16-18.30; fr 9-13";2010-01-01;\n'),
    "vagter": (
        "kanal;på skift;for;tider;fra;til\nchat;0340 0330;;ma-fr 8-22;2026-01-01;\n"),
}

CONTACTS = """dato;kanal;afdeling;type;udfald;videre til;emne;arrangement;antal
2010-10-26;telefon;borgerservice;information;straksafsluttet;;23.05.02;;530
2010-10-26;telefon;borgerservice;information;viderestillet;visitation;23.05.02;;350
2010-10-26;telefon;borgerservice;transaktion;sag;;23.05.02;;120
2010-10-27;personlig;borgerservice;transaktion;straksafsluttet;;23.05.02;;1000
2011-10-24;telefon;borgerservice;information;straksafsluttet;;23.05.02;;690
2011-10-24;telefon;borgerservice;information;viderestillet;visitation;23.05.04;;91
2011-10-25;telefon;visitation;information;sag;;27.36.04;;219
2011-10-25;chat;borgerservice;information;skrevet-op;;23.05.04;;3
2011-10-26;selvbetjening;;transaktion;ukendt;;23.05.02;;1000
2011-08-04;arrangement;;information;medbetjent;;23.05.04;smukfest;12
"""

DAYS = "fra=2011-10-01&til=2011-11-30"
EARLIER = "foer-fra=2010-10-01&foer-til=2010-11-30"

STATES = [
    ("reports", "/rapporter"),
    ("report-channels", f"/rapporter/kanaler?{DAYS}&{EARLIER}"),
    ("report-savings", f"/rapporter/gevinst?{DAYS}&{EARLIER}"),
    ("report-outcomes", f"/rapporter/straks?{DAYS}&{EARLIER}"),
    ("report-self-service", f"/rapporter/selvbetjening?{DAYS}"),
    ("report-period", "/rapporter/tælleperiode?kode=t2011"),
    ("report-work-list", f"/rapporter/arbejdsliste?{DAYS}"),
    ("report-targets", f"/rapporter/mål?{DAYS}"),
    ("report-event", "/rapporter/arrangement?kode=smukfest"),
    ("report-comparison", "/rapporter/sammenligning?kode=t2011"),
    ("report-searches", "/rapporter/søgninger"),
    ("report-nothing", "/rapporter/kanaler?fra=2009-01-01&til=2009-01-31"),
    ("questions", "/rediger/spoergsmaal"),
    ("bus", "/bus"),
    ("bus-event", "/bus/smukfest"),
    ("tables", "/stamdata"),
    ("table-hours", "/stamdata/0340/tider"),
    ("table-prices", "/stamdata/national/priser"),
    ("table-shifts", "/stamdata/0340/vagter"),
]


def viden(*words, text=""):
    home = os.path.join(os.environ["VIDEN_PAGES_HOME"], "soroe")
    done = subprocess.run(
        [os.environ["VIDEN"], *words, "--data", home], input=text, text=True, capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"{words}: {done.stderr}")


class Counting(Inspection, unittest.TestCase):
    states = STATES

    @classmethod
    def setUpClass(cls):
        for table, text in TABLES.items():
            viden("reference", "import", table, "-", text=text)
        viden("contact", "import", "-", text=CONTACTS)
        viden("contact", "add", "--channel", "telefon", "--outcome", "skrevet-op", "--topic",
              "23.05.04", "--count", "2")
        super().setUpClass()

    def test_the_figures_are_those_that_were_published(self):
        for path, figures in [
            (STATES[1][1], ["Personlig"]),
            (STATES[2][1], ["95.000 kr.", "Uden pris og derfor ikke med i summen: Chat"]),
            (STATES[3][1], ["69 % (690 af 1.000)", "-74 %"]),
            (STATES[4][1], ["100 % (1.000 af 1.000)"]),
            (STATES[5][1], ["Visitationen mangler", "Sammenlignet med Tælleuger 2010"]),
            (STATES[16][1], ["26,5 timer om ugen"]),
        ]:
            self.person.is_at(1280).goes_to(path)
            for figure in figures:
                with self.subTest(path=path, figure=figure):
                    self.assertIn(figure, self.person.text)

    def test_every_figure_and_table_has_its_definition(self):
        for name, path in STATES[1:11]:
            self.person.is_at(1280).goes_to(path)
            bare = self.person.driver.execute_script(
                "return [...document.querySelectorAll('.report-figure, main section')]"
                ".filter(part => (part.querySelector('.note')?.textContent ?? '').length < 30)"
                ".map(part => part.textContent)")
            with self.subTest(state=name):
                self.assertEqual(bare, [])

    def test_one_question_is_dealt_with(self):
        person = self.person.is_at(1280).goes_to("/rediger/spoergsmaal")
        self.assertIn("om 10 arbejdsdage", person.text)
        person.tabs_to("main form button").follows()
        self.assertIn("Spørgsmålet er besvaret", person.text)
        self.inspect("question-answered")
