"""A person who walks through states of pages and looks hard at each, at four widths."""

from node import Node
from person import Person

# A telephone, 1280 pixels at 400 % (WCAG 1.4.10), a tablet, a desk.
WIDTHS = [320, 360, 768, 1280]


class Inspection:
    """What holds of every state: axe finds nothing, and nothing is wider than the screen. A test case
    is a subclass of this with `states`, each a name for the picture and where it is found."""

    states = []

    @classmethod
    def setUpClass(cls):
        cls.node = Node()
        cls.person = Person(cls.node.address)

    @classmethod
    def tearDownClass(cls):
        cls.person.leave()
        cls.node.stop()

    def test_every_state(self):
        for name, path in self.states:
            self.person.is_at(1280).goes_to(path)
            self.inspect(name)

    def inspect(self, name):
        for width in WIDTHS:
            with self.subTest(state=name, width=width):
                self.person.is_at(width)
                self.assertLessEqual(self.person.overflow, 0)
                if width in (360, 1280):
                    self.assertEqual(self.person.violations, [])
                    self.person.takes_a_picture(f"{name}-{width}")
