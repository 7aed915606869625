"""docs/deploy.md and docs/operate.md name what the template has, and what it costs is current."""

import json
import re
import sys
import unittest

from sam_template import ROOT, Stack, sam

sys.path.insert(0, str(ROOT / "infra"))
import cost  # noqa: E402

DEPLOY = (ROOT / "docs/deploy.md").read_text()
OPERATE = (ROOT / "docs/operate.md").read_text()


def section(text, heading):
    """What stands under a heading, up to the next one of any level."""
    return re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)[1]


class Pages(unittest.TestCase):
    maxDiff = None

    def test_every_parameter_is_told_with_its_default(self):
        told = dict(re.findall(r"^\|[^|]*\| `(\w+)`(?: \*)? \| (?:`(.*?)`)? ?\|", section(DEPLOY, "Parameters"), re.MULTILINE))
        expected = {name: str(p["Default"]) for name, p in sam()["Parameters"].items()}
        self.assertEqual(told, expected)

    def test_a_key_of_theirs_needs_what_ours_lets_in(self):
        told = json.loads(re.search(r"```json\n(.*?)```", section(DEPLOY, "A key that you have"), re.DOTALL)[1])
        policy = Stack().properties("Key")["KeyPolicy"]["Statement"]
        listed = [{k: v if isinstance(v, (str, dict)) else list(v) for k, v in s.items()} for s in policy]
        self.assertEqual(told, [statement for statement in listed if statement["Sid"] != "Account"])

    def test_every_alarm_is_told(self):
        rows = re.findall(r"^\| (`.*?) \|", section(OPERATE, "Alarms"), re.MULTILINE)
        told = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
        self.assertEqual(sorted(told), sorted(Stack().of_type("AWS::CloudWatch::Alarm")))

    def test_sizes_are_those_of_the_template(self):
        maps = sam()["Mappings"]
        told = dict(re.findall(r"^\| `(small|medium|large)` \| (.*) \|$", section(OPERATE, "Capacity"), re.MULTILINE))
        expected = {}
        for size, ingest in maps["Ingest"].items():
            memory, runs = ingest["Memory"], ingest["Runs"]
            others = [maps[function][size]["Memory"] for function in ("Commit", "Triage", "Answer", "Maintain", "Mirror")]
            expected[size] = [memory, runs, *others]
        found = {size: [int(n) for n in re.findall(r"\d+", cells.replace(",", ""))] for size, cells in told.items()}
        self.assertEqual(found, expected)

    def test_what_is_set_aside_is_told(self):
        told = re.search(r"so that others of the account can't take it: (\d+), (\d+) or (\d+) by size", DEPLOY)
        expected = []
        for size in ("small", "medium", "large"):
            functions = Stack({"ReserveConcurrency": "yes", "Size": size}).of_type("AWS::Lambda::Function").values()
            expected.append(sum(f["Properties"]["ReservedConcurrentExecutions"] for f in functions))
        self.assertEqual([int(number) for number in told.groups()], expected)

    def test_outputs_that_are_asked_for_are_there(self):
        asked = set(re.findall(r"\$\(output (\w+)\)", DEPLOY + OPERATE))
        self.assertTrue(asked)
        self.assertLessEqual(asked, set(Stack().outputs))

    def test_links_lead_somewhere(self):
        for name, text in (("deploy.md", DEPLOY), ("operate.md", OPERATE)):
            for target in re.findall(r"\]\(([^)\s]+)\)", text):
                if target.startswith("https://"):
                    continue
                path, _, anchor = target.partition("#")
                page = ROOT / "docs" / (path or name)
                with self.subTest(target):
                    self.assertTrue(page.exists())
                    if anchor:
                        heads = re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE)
                        self.assertIn(anchor, [re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads])


class Costs(unittest.TestCase):
    def test_the_tables_are_current(self):
        _, tables, _ = cost.parts(OPERATE)
        self.assertEqual(tables, cost.page(), "infra/cost.py --write puts it right")

    def test_every_price_is_used_and_every_use_has_one(self):
        self.assertEqual({row["price"] for row in cost.USAGE}, set(cost.PRICES))

    def test_prices_say_where_they_are_from(self):
        for name, row in cost.PRICES.items():
            with self.subTest(name):
                self.assertTrue(row["source"].startswith("https://aws.amazon.com/"))
                # One or the other: seen on the page on that day, or still to be looked up.
                self.assertRegex(f"{row['checked']} {row['verify']}", r"^(\d{4}-\d\d-\d\d no| yes)$")
                self.assertEqual(row["region"], "us-east-1")

    def test_uses_say_how_they_are_known(self):
        for row in cost.USAGE:
            with self.subTest(row["part"], price=row["price"]):
                self.assertIn(row["basis"], ("measured", "reckoned", "assumed"))
                self.assertTrue(row["how"])

    def test_what_happens_at_rest_is_in_the_template(self):
        def amount(part, price):
            (row,) = [r for r in cost.USAGE if (r["per"], r["part"], r["price"]) == ("at rest", part, price)]
            return int(row["amount"])

        self.assertEqual(amount("alarms", "cloudwatch_alarm"), len(Stack().of_type("AWS::CloudWatch::Alarm")))
        a_month = {"rate(5 minutes)": 8640, "rate(1 hour)": 720, "cron(0 3 * * ? *)": 30, "cron(0 6 * * ? *)": 30}
        runs = [a_month[rule["Properties"]["ScheduleExpression"]] for rule in Stack().of_type("AWS::Events::Rule").values()]
        self.assertEqual(amount("schedules", "eventbridge_event"), sum(runs))
        self.assertEqual(amount("schedules", "lambda_request"), sum(runs))

    def test_costs_add_up(self):
        # By hand: 2 files of 8 PUTs and one PUT at $0.000005 each.
        row = {"per": "file", "part": "", "amount": "9", "price": "s3_put_list"}
        usage, cost.USAGE = cost.USAGE, [row]
        self.addCleanup(setattr, cost, "USAGE", usage)
        self.assertEqual(cost.costs({"file": 2}), {"Amazon S3": cost.Decimal("0.000090")})
