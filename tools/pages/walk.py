"""A person at a running node, for the walks of one module."""

from node import Node
from person import Person

node = None


def begin(home=None):
    """Starts the node; for `setUpModule`."""
    global node
    node = Node(home)


def end():
    node.stop()


class Walk:
    """What must go the same way for everybody, with script and without: a walk is a subclass of
    this, and a test case for each of the two is one of that."""

    has_script = True

    @classmethod
    def setUpClass(cls):
        cls.person = Person(node.address, has_script=cls.has_script)

    @classmethod
    def tearDownClass(cls):
        cls.person.leave()

    def sees(self, text):
        self.assertIn(text, self.person.text)
