"""What runs, what starts it, and what becomes of a run that failed."""

import json
import unittest

from sam_template import DEFAULTS, EXISTING, HARDENED, Stack, listed, named

FUNCTIONS = {
    "Ingest": "ingest",
    "CommitTables": "commit-tables",
    "TriageDenials": "triage-denials",
    "AnswerKpi": "answer-kpi",
    "MaintainTables": "maintain-tables",
    "MirrorState": "mirror-state",
}
SIZES = ("small", "medium", "large")


def mappings(stack):
    """Each queue that starts a function, with what is said of it."""
    return {source: said for source, said in sources(stack).items() if "StreamArn" not in source}


def sources(stack):
    """Each queue or stream that starts a function, with what is said of it."""
    found = stack.of_type("AWS::Lambda::EventSourceMapping").values()
    return {m["Properties"]["EventSourceArn"]: m["Properties"] for m in found}


class Functions(unittest.TestCase):
    def setUp(self):
        self.stack = Stack()
        self.functions = self.stack.of_type("AWS::Lambda::Function")

    def test_there_are_these(self):
        self.assertEqual(set(self.functions), set(FUNCTIONS))

    def test_each_is_a_binary_of_its_own_for_the_chosen_processor(self):
        for name, binary in FUNCTIONS.items():
            with self.subTest(name):
                function = self.stack.properties(name)
                self.assertEqual(function["Runtime"], "provided.al2023")
                self.assertEqual(function["Handler"], "bootstrap")
                self.assertEqual(function["Code"]["S3Key"], f"../target/lambda/{binary}/")
                self.assertEqual(function["FunctionName"], f"claimlake-{binary}")
                self.assertEqual(function["Architectures"], ["arm64"])
        for function in Stack({"Architecture": "x86_64"}).of_type("AWS::Lambda::Function").values():
            self.assertEqual(function["Properties"]["Architectures"], ["x86_64"])

    def test_timeouts(self):
        timeouts = {name: f["Properties"]["Timeout"] for name, f in self.functions.items()}
        # An HTTP API gives up after 30 seconds, Lambda after 15 minutes.
        expected = {name: 900 for name in FUNCTIONS} | {"AnswerKpi": 29, "MirrorState": 300}
        self.assertEqual(timeouts, expected)

    def test_settings(self):
        common = {
            "CLAIMLAKE_STACK": "claimlake",
            "CLAIMLAKE_LOG": "info",
            "CLAIMLAKE_KEY": "${Key.Arn}",
            "CLAIMLAKE_STATE_TABLE": "${State}",
            "CLAIMLAKE_LANDING_BUCKET": "${Landing}",
            "CLAIMLAKE_LANDING_PREFIX": "",
            "CLAIMLAKE_WAREHOUSE_BUCKET": "${Warehouse}",
            "CLAIMLAKE_WAREHOUSE_PREFIX": "",
            "CLAIMLAKE_COMMITS_QUEUE": "${Commits}",
            "CLAIMLAKE_BATCHES_QUEUE": "${Batches}",
        }
        own = {
            "Ingest": {"CLAIMLAKE_SOURCES": ""},
            "CommitTables": {"CLAIMLAKE_MEMORY_MB": "614"},
            "TriageDenials": {"CLAIMLAKE_MEMORY_MB": "1228"},
            "AnswerKpi": {
                "CLAIMLAKE_MEMORY_MB": "1228",
                "CLAIMLAKE_SQL_GROUP": "phi",
                "CLAIMLAKE_GROUPS_CLAIM": "cognito:groups",
            },
            "MaintainTables": {"CLAIMLAKE_MEMORY_MB": "1804"},
            "MirrorState": {},
        }
        for name in FUNCTIONS:
            with self.subTest(name):
                settings = self.stack.properties(name)["Environment"]["Variables"]
                self.assertEqual(settings, common | own[name])

    def test_settings_name_what_the_organisation_has(self):
        settings = Stack(EXISTING).properties("Ingest")["Environment"]["Variables"]
        self.assertEqual(settings["CLAIMLAKE_KEY"], EXISTING["ExistingKeyArn"])
        self.assertEqual(settings["CLAIMLAKE_LANDING_BUCKET"], "theirs")
        self.assertEqual(settings["CLAIMLAKE_LANDING_PREFIX"], "in/")
        self.assertEqual(settings["CLAIMLAKE_WAREHOUSE_PREFIX"], "lake/")
        self.assertEqual(settings["CLAIMLAKE_SOURCES"], "acme,zenith")

    def test_a_query_or_fold_may_hold_six_tenths_of_the_memory(self):
        for size in SIZES:
            stack = Stack({"Size": size})
            for name in ("CommitTables", "TriageDenials", "AnswerKpi", "MaintainTables"):
                with self.subTest(size=size, function=name):
                    function = stack.properties(name)
                    holds = int(function["Environment"]["Variables"]["CLAIMLAKE_MEMORY_MB"])
                    self.assertEqual(holds, function["MemorySize"] * 6 // 10)

    def test_a_larger_size_has_more_of_everything(self):
        stacks = [Stack({"Size": size}) for size in SIZES]
        for name in FUNCTIONS:
            memory = [stack.properties(name)["MemorySize"] for stack in stacks]
            self.assertEqual(memory, sorted(set(memory)), name)
        runs = [mappings(s)["${Landed.Arn}"]["ScalingConfig"]["MaximumConcurrency"] for s in stacks]
        self.assertEqual(runs, sorted(set(runs)))

    def test_small_fits_into_a_new_account(self):
        for function in self.functions.values():
            self.assertLessEqual(function["Properties"]["MemorySize"], 3008)
            self.assertNotIn("ReservedConcurrentExecutions", function["Properties"])
        self.assertLess(mappings(self.stack)["${Landed.Arn}"]["ScalingConfig"]["MaximumConcurrency"], 10)

    def test_settings_are_encrypted_with_the_customer_key(self):
        for parameters, key in ((DEFAULTS, "${Key.Arn}"), (EXISTING, EXISTING["ExistingKeyArn"])):
            for name, function in Stack(parameters).of_type("AWS::Lambda::Function").items():
                self.assertEqual(function["Properties"]["KmsKeyArn"], key, name)

    def test_in_a_vpc_all_are_and_nothing_comes_in(self):
        stack = Stack(HARDENED)
        for name, function in stack.of_type("AWS::Lambda::Function").items():
            with self.subTest(name):
                network = function["Properties"]["VpcConfig"]
                self.assertEqual(network["SubnetIds"], HARDENED["SubnetIds"].split(","))
                self.assertEqual(network["SecurityGroupIds"], ["${SecurityGroup.GroupId}"])
        group = stack.properties("SecurityGroup")
        self.assertEqual(group["VpcId"], HARDENED["VpcId"])
        self.assertNotIn("SecurityGroupIngress", group)
        self.assertEqual([(e["FromPort"], e["ToPort"]) for e in group["SecurityGroupEgress"]], [(443, 443)])

    def test_without_a_vpc_there_is_none(self):
        for name, function in self.functions.items():
            self.assertNotIn("VpcConfig", function["Properties"], name)
        self.assertFalse(self.stack.of_type("AWS::EC2::SecurityGroup"))


class Queues(unittest.TestCase):
    def setUp(self):
        self.stack = Stack()

    def test_each_starts_one_function(self):
        started = [(m["EventSourceArn"], m["FunctionName"]) for m in self.mappings()]
        self.assertEqual(
            sorted(started),
            [
                ("${Batches.Arn}", "${TriageDenials}"),
                ("${Commits.Arn}", "${CommitTables}"),
                ("${Landed.Arn}", "${Ingest}"),
            ],
        )

    def test_a_batch_fails_by_the_message(self):
        for mapping in self.mappings():
            self.assertEqual(mapping["FunctionResponseTypes"], ["ReportBatchItemFailures"])
            self.assertIn(mapping["BatchSize"], range(1, 11))

    def test_a_fifo_queue_has_no_batch_window(self):
        for queue in ("Commits", "Batches"):
            self.assertNotIn("MaximumBatchingWindowInSeconds", mappings(self.stack)[f"${{{queue}.Arn}}"])

    def test_messages_are_hidden_six_times_as_long_as_a_run_takes(self):
        for mapping in self.mappings():
            (queue,) = named(mapping["EventSourceArn"])
            (function,) = named(mapping["FunctionName"])
            hidden = self.stack.properties(queue)["VisibilityTimeout"]
            self.assertGreaterEqual(hidden, 6 * self.stack.properties(function)["Timeout"], queue)

    def test_more_is_reserved_than_the_queue_may_take(self):
        # Where less is, messages that were throttled five times are taken for dead.
        for size in SIZES:
            stack = Stack({"Size": size, "ReserveConcurrency": "yes"})
            most = mappings(stack)["${Landed.Arn}"]["ScalingConfig"]["MaximumConcurrency"]
            self.assertGreater(stack.properties("Ingest")["ReservedConcurrentExecutions"], most, size)
        for name in FUNCTIONS:
            self.assertGreaterEqual(stack.properties(name)["ReservedConcurrentExecutions"], 1, name)
        self.assertEqual(stack.properties("MaintainTables")["ReservedConcurrentExecutions"], 1)

    def mappings(self):
        return mappings(self.stack).values()


class Streams(unittest.TestCase):
    def setUp(self):
        self.stack = Stack()
        (self.mapping,) = [said for source, said in sources(self.stack).items() if "StreamArn" in source]

    def test_the_state_tells_mirror_state_what_changed(self):
        self.assertEqual(self.mapping["EventSourceArn"], "${State.StreamArn}")
        self.assertEqual(self.mapping["FunctionName"], "${MirrorState}")
        self.assertIn(
            self.stack.properties("State")["StreamSpecification"]["StreamViewType"], ("NEW_IMAGE", "NEW_AND_OLD_IMAGES")
        )
        # Whatever was written before the function was there.
        self.assertEqual(self.mapping["StartingPosition"], "TRIM_HORIZON")

    def test_it_tells_of_cases_and_their_events_alone(self):
        (pattern,) = self.mapping["FilterCriteria"]["Filters"]
        self.assertEqual(
            json.loads(pattern["Pattern"]),
            {
                "eventName": ["INSERT", "MODIFY"],
                "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "WORK#"}, {"prefix": "WORK-EVENT#"}]}}},
            },
        )

    def test_a_batch_fails_as_a_whole_until_what_fails_is_alone(self):
        self.assertNotIn("FunctionResponseTypes", self.mapping)
        self.assertIs(self.mapping["BisectBatchOnFunctionError"], True)
        # A thousand records are alone after ten halvings.
        self.assertGreaterEqual(2 ** self.mapping["MaximumRetryAttempts"], self.mapping["BatchSize"])

    def test_what_failed_is_told_before_the_stream_forgets_it(self):
        self.assertLess(self.mapping["MaximumRecordAgeInSeconds"], 24 * 3600)
        self.assertEqual(self.mapping["DestinationConfig"]["OnFailure"]["Destination"], "${FailedRuns.Arn}")


class Schedules(unittest.TestCase):
    def setUp(self):
        self.stack = Stack()
        self.rules = self.stack.of_type("AWS::Events::Rule")

    def test_what_runs_when(self):
        runs = set()
        for rule in self.rules.values():
            (target,) = rule["Properties"]["Targets"]
            runs.add((target["Arn"], rule["Properties"]["ScheduleExpression"], target["Input"]))
        self.assertEqual(
            runs,
            {
                ("${Ingest.Arn}", "rate(5 minutes)", '{"claimlake":"sweep"}'),
                ("${Ingest.Arn}", "rate(1 hour)", '{"claimlake":"reconcile"}'),
                ("${CommitTables.Arn}", "rate(5 minutes)", '{"claimlake":"sweep"}'),
                ("${TriageDenials.Arn}", "rate(5 minutes)", '{"claimlake":"sweep"}'),
                ("${TriageDenials.Arn}", "cron(0 6 * * ? *)", '{"claimlake":"remind"}'),
                ("${MaintainTables.Arn}", "cron(0 3 * * ? *)", '{"claimlake":"maintain"}'),
            },
        )

    def test_a_run_that_failed_is_kept_with_its_error(self):
        configs = self.stack.of_type("AWS::Lambda::EventInvokeConfig").values()
        kept = {
            c["Properties"]["FunctionName"]: c["Properties"]["DestinationConfig"]["OnFailure"]["Destination"]
            for c in configs
        }
        self.assertEqual(
            kept,
            {f"${{{name}}}": "${FailedRuns.Arn}" for name in FUNCTIONS if name not in ("AnswerKpi", "MirrorState")},
        )


class Permissions(unittest.TestCase):
    """Who may start a function, by the function's own policy."""

    def setUp(self):
        self.stack = Stack()
        self.permissions = [p["Properties"] for p in self.stack.of_type("AWS::Lambda::Permission").values()]

    def test_each_rule_may_start_its_target_and_no_other(self):
        for name, rule in self.stack.of_type("AWS::Events::Rule").items():
            (target,) = rule["Properties"]["Targets"]
            (permission,) = [p for p in self.permissions if p["SourceArn"] == f"${{{name}.Arn}}"]
            self.assertEqual(permission["Principal"], "events.amazonaws.com")
            self.assertEqual(named(permission["FunctionName"]), named(target["Arn"]))

    def test_the_api_may_start_answer_kpi(self):
        (permission,) = [p for p in self.permissions if p["Principal"] == "apigateway.amazonaws.com"]
        self.assertEqual(permission["FunctionName"], "${AnswerKpi}")
        self.assertEqual(permission["SourceArn"], "arn:aws:execute-api:us-east-1:123456789012:${Api}/*")

    def test_nobody_else_may(self):
        self.assertEqual(len(self.permissions), len(self.stack.of_type("AWS::Events::Rule")) + 1)
        for permission in self.permissions:
            self.assertEqual(listed(permission["Action"]), ["lambda:InvokeFunction"])
        self.assertFalse(self.stack.of_type("AWS::Lambda::Url"))


if __name__ == "__main__":
    unittest.main()
