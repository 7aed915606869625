#!/usr/bin/env python3
"""What a stack costs: `infra/cost.py` prints the tables that stand in docs/operate.md, `--write` puts them there.

prices.csv holds what AWS publishes, usage.csv how much of it is used, by what: each line is so many units
for a file, a commit round, a million claims, a month, or a question, with how that is known. Everything
here is their product.
"""

import csv
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "operate.md"
BEGIN, END = "<!-- written by infra/cost.py -->\n", "<!-- up to here -->\n"

# A million claims of a kind, in so many files.
DROPS = (("835", 100), ("835", 1_000), ("835", 10_000), ("837P", 1_000))


def rows(name):
    with open(HERE / name, newline="") as file:
        return list(csv.DictReader(file))


PRICES = {row["price"]: row for row in rows("prices.csv")}
USAGE = rows("usage.csv")


def costs(times):
    """Dollars by service of what is used so many times: `times` tells how often each `per` happens."""
    found = defaultdict(Decimal)
    for row in USAGE:
        price = PRICES[row["price"]]
        found[price["service"]] += times.get(row["per"], 0) * Decimal(row["amount"]) * Decimal(price["price_usd"])
    return {service: cost for service, cost in found.items() if cost}


def dollars(cost):
    return f"{cost:.2f}" if cost >= Decimal("0.005") else "below 0.01"


def table(head, columns):
    """A row a service, and the sum, of columns of costs."""
    services = sorted({service for column in columns for service in column})
    lines = [f"| {' | '.join(head)} |", f"| --- |{' ---: |' * len(columns)}"]
    for service in services:
        cells = [dollars(column[service]) if service in column else "–" for column in columns]
        lines.append(f"| {service} | {' | '.join(cells)} |")
    lines.append(f"| **together** | {' | '.join(dollars(sum(column.values())) for column in columns)} |")
    return "\n".join(lines) + "\n"


def page():
    """The tables, as they stand in the page. Every file is a commit round of its own."""
    named = ["", *[f"{kind}, {files:,} files" for kind, files in DROPS]]
    once = [costs({kind: 1, "file": files, "round": files}) for kind, files in DROPS]
    kept = [costs({f"{kind} a month": 1, "file a month": files}) for kind, files in DROPS]
    parts = [
        "**A million claims, once**, dollars:\n\n" + table(named, once),
        "**To keep them**, dollars a month:\n\n" + table(named, kept),
    ]
    parts.append("**The stack at rest**, dollars a month:\n\n" + table(["", "a month"], [costs({"at rest": 1})]))
    asked = [costs({"question": 1_000})]
    parts.append("**A thousand KPIs asked**, dollars:\n\n" + table(["", "1,000 questions"], asked))
    return "\n" + "\n".join(parts) + "\n"


def parts(text):
    """What stands in a page before the tables, the tables, and what stands behind them."""
    before, rest = text.split(BEGIN)
    tables, after = rest.split(END)
    return before, tables, after


def main():
    if sys.argv[1:] == ["--write"]:
        before, _, after = parts(PAGE.read_text())
        PAGE.write_text(before + BEGIN + page() + END + after)
    elif not sys.argv[1:]:
        print(page())
    else:
        print("cost.py: expected --write or nothing, but found another argument", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
