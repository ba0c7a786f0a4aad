"""Rows of the table: what was measured, ours, the other's, their ratio, the goal, whether it was
reached."""

from dataclasses import dataclass, field


@dataclass
class Row:
    what: str
    ours: object
    unit: str = ""
    # By name, such as {"Yrs": 5.5}.
    others: dict = field(default_factory=dict)
    goal: str = ""
    reached: object = None
    note: str = ""
    ratio: object = None

    def at_most_times(self, factor, name=None, stretch=None):
        """With the goal that ours is at most so many times another's, or the best one's."""
        name = name or min(self.others, key=self.others.get)
        self.ratio = self.ours / self.others[name]
        self.goal = f"≤ {factor:g} × {name}"
        self.reached = self.ratio <= factor
        if stretch:
            self.goal += f", stretch {stretch:g}"
            self.note = f"stretch {'reached' if self.ratio <= stretch else 'not reached'}"
        return self

    def at_most(self, limit):
        self.goal, self.reached = f"≤ {shown(limit)} {self.unit}".rstrip(), self.ours <= limit
        return self

    def exactly(self, value):
        self.goal, self.reached = f"{shown(value)} {self.unit}".rstrip(), self.ours == value
        return self

    def noting(self, note):
        self.note = note
        return self

    def cells(self):
        verdict = {None: "", True: "reached", False: "NOT REACHED"}[self.reached]
        return [self.what, f"{shown(self.ours)} {self.unit}".rstrip(),
                ", ".join(f"{name} {shown(value)}" for name, value in self.others.items()),
                "" if self.ratio is None else f"{self.ratio:.3f}", self.goal,
                f"{verdict}; {self.note}".strip("; ")]


def shown(value):
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def printed(rows):
    """A Markdown table whose columns stand straight."""
    table = [["row", "ours", "others", "ratio", "goal", "outcome"], *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    table.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |"
        for line in table)
