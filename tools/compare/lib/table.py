"""Rows of the table: what was done, git's figure, ours, their ratio, the goals, and whether each
goal was reached."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Goal:
    """What a figure should be, in words, and whether it is; a later goal is one to grow into."""

    text: str
    reached: bool
    is_later: bool = False

    @property
    def verdict(self):
        return "reached" if self.reached else "not yet" if self.is_later else "MISSED"


@dataclass
class Row:
    """One figure. Git's and ours are numbers of the same unit, or words."""

    what: str
    git: object
    ours: object
    unit: str = ""
    goals: list = field(default_factory=list)
    note: str = ""
    fossil: object = None

    @property
    def ratio(self):
        if not (_is_number(self.git) and _is_number(self.ours)) or not self.git:
            return None
        return self.ours / self.git

    def at_most(self, limit, later=False):
        """With the goal that our figure is at most so much."""
        return self._with(f"≤ {shown(limit, self.unit)}", self.ours <= limit, later)

    def at_most_times_git(self, factor, later=False):
        """With the goal that our figure is at most so many times git's."""
        reached = self.ratio is not None and self.ratio <= factor
        return self._with(f"≤ {factor:g} × git", reached, later)

    def exactly(self, value, later=False):
        """With the goal that our figure is this one."""
        return self._with(f"= {shown(value, self.unit)}", self.ours == value, later)

    def _with(self, text, reached, later):
        self.goals.append(Goal(f"later {text}" if later else text, reached, later))
        return self

    def noting(self, text):
        self.note = text
        return self

    def beside_fossil(self, value):
        """With Fossil's figure."""
        self.fossil = value
        return self

    def as_json(self):
        return {"what": self.what, "git": self.git, "fossil": self.fossil, "ours": self.ours,
                "unit": self.unit,
                "ratio": self.ratio, "note": self.note,
                "goals": [{"goal": goal.text, "reached": goal.reached, "later": goal.is_later}
                          for goal in self.goals]}


def shown(value, unit=""):
    """A figure as people read it."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not _is_number(value):
        return str(value)
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.3f}" if value < 1 \
        else f"{value:,.2f}"
    return f"{text} {unit}" if unit else text


def table(rows):
    """All rows in columns, and below them what missed its goal."""
    cells = [["what", "git", "fossil", "ours", "ratio", "goal", ""]] + [_cells(row) for row in rows]
    if all(row.fossil is None for row in rows):
        cells = [line[:2] + line[3:] for line in cells]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    lines = [_line(line, widths) for line in cells]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(lines + _notes(rows) + _verdict(rows))


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _cells(row):
    ratio = "" if row.ratio is None else f"{row.ratio:.3f}" if row.ratio < 0.1 \
        else f"{row.ratio:.2f}"
    return [row.what, shown(row.git, row.unit), shown(row.fossil, row.unit),
            shown(row.ours, row.unit), ratio,
            "; ".join(goal.text for goal in row.goals),
            "; ".join(goal.verdict for goal in row.goals)]


def _line(cells, widths):
    padded = [cell.rjust(width) if 1 <= column <= len(cells) - 3 else cell.ljust(width)
              for column, (cell, width) in enumerate(zip(cells, widths, strict=True))]
    return "  ".join(padded).rstrip()


def _notes(rows):
    notes = [f"  {row.what}: {row.note}" for row in rows if row.note]
    return ["", "Notes:", *notes] if notes else []


def _verdict(rows):
    lines = []
    for later, name in ((False, "Goals"), (True, "Later goals")):
        goals = [(row, goal) for row in rows for goal in row.goals if goal.is_later == later]
        missed = [f"  {goal.verdict}: {row.what}: {shown(row.ours, row.unit)}, goal {goal.text}"
                  for row, goal in goals if not goal.reached]
        lines += ["", f"{name} reached: {len(goals) - len(missed)} of {len(goals)}.", *missed]
    return lines
