"""Where data is: encrypted with the customer's key, private, by TLS only, and kept when the stack goes. The
emulator drops most of it silently."""

import fnmatch
import unittest

from sam_template import DEFAULTS, EXISTING, HARDENED, Stack, listed, named

KEEPERS = ("AWS::S3::Bucket", "AWS::S3::BucketPolicy", "AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::Cognito::UserPool")


def policies_of(stack, kind, attachment):
    """What policies say of each resource that they are attached to."""
    found = {}
    for policy in stack.of_type(kind).values():
        for attached in listed(policy["Properties"][attachment]):
            (name,) = named(attached)
            found.setdefault(name, []).extend(policy["Properties"]["PolicyDocument"]["Statement"])
    return found


class TlsOnly:
    """Every resource of a kind has a policy that refuses everybody without TLS."""

    def assert_tls_only(self, stack, kind, policy, attachment, action, resources):
        policies = policies_of(stack, policy, attachment)
        for name in stack.of_type(kind):
            with self.subTest(name):
                (denied,) = [s for s in policies[name] if s["Effect"] == "Deny"]
                self.assertEqual(denied["Principal"], "*")
                self.assertEqual(denied["Action"], action)
                self.assertEqual(denied["Condition"], {"Bool": {"aws:SecureTransport": "false"}})
                covered = listed(denied["Resource"])
                self.assertTrue(covered == ["*"] or set(resources(name)) <= set(covered), covered)


class Kept(unittest.TestCase):
    def test_what_holds_data_survives_the_stack(self):
        for kind in KEEPERS:
            for name, resource in Stack().of_type(kind).items():
                with self.subTest(name):
                    self.assertEqual(resource.get("DeletionPolicy"), "Retain")
                    self.assertEqual(resource.get("UpdateReplacePolicy"), "Retain")

    def test_the_rest_goes_with_it(self):
        for name, resource in Stack().resources.items():
            if resource["Type"] not in KEEPERS:
                self.assertNotIn("DeletionPolicy", resource, name)

    def test_state_and_people_are_protected_unless_one_says_no(self):
        stack, bare = Stack(), Stack({"DeletionProtection": "no"})
        self.assertIs(stack.properties("State")["DeletionProtectionEnabled"], True)
        self.assertIs(bare.properties("State")["DeletionProtectionEnabled"], False)
        self.assertEqual(stack.properties("UserPool")["DeletionProtection"], "ACTIVE")
        self.assertEqual(bare.properties("UserPool")["DeletionProtection"], "INACTIVE")


class Key(unittest.TestCase):
    def setUp(self):
        self.stack = Stack()
        self.policy = {s["Sid"]: s for s in self.stack.properties("Key")["KeyPolicy"]["Statement"]}

    def test_it_is_rotated(self):
        self.assertIs(self.stack.properties("Key")["EnableKeyRotation"], True)

    def test_the_account_decides_who_uses_it(self):
        self.assertEqual(self.policy["Account"]["Principal"], {"AWS": "arn:aws:iam::123456789012:root"})
        self.assertEqual(set(self.policy), {"Account", "LogGroups", "Announcements"})

    def test_log_groups_of_the_stack_may_use_it_and_no_others(self):
        statement = self.policy["LogGroups"]
        self.assertEqual(statement["Principal"], {"Service": "logs.us-east-1.amazonaws.com"})
        pattern = statement["Condition"]["ArnLike"]["kms:EncryptionContext:aws:logs:arn"]
        for name, group in self.stack.of_type("AWS::Logs::LogGroup").items():
            arn = f"arn:aws:logs:us-east-1:123456789012:log-group:{group['Properties']['LogGroupName']}"
            self.assertTrue(fnmatch.fnmatchcase(arn, pattern), name)
        other = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/other-ingest"
        self.assertFalse(fnmatch.fnmatchcase(other, pattern))

    def test_s3_may_write_to_the_queue_and_cloudwatch_to_the_topic(self):
        statement = self.policy["Announcements"]
        self.assertEqual(set(statement["Principal"]["Service"]), {"s3.amazonaws.com", "cloudwatch.amazonaws.com"})
        self.assertEqual(set(statement["Action"]), {"kms:Decrypt", "kms:GenerateDataKey"})
        self.assertEqual(statement["Condition"], {"StringEquals": {"aws:SourceAccount": "123456789012"}})

    def test_a_given_one_takes_its_place_everywhere(self):
        stack = Stack(EXISTING)
        self.assertFalse(stack.of_type("AWS::KMS::Key"))
        for name, resource in stack.resources.items():
            self.assertNotIn("Key", named(resource), name)


class Buckets(unittest.TestCase, TlsOnly):
    def setUp(self):
        self.stack = Stack()
        self.buckets = {name: b["Properties"] for name, b in self.stack.of_type("AWS::S3::Bucket").items()}

    def test_there_are_three_of_them(self):
        self.assertEqual(set(self.buckets), {"Landing", "Warehouse", "AccessLogs"})
        self.assertEqual(set(Stack(EXISTING).of_type("AWS::S3::Bucket")), {"Warehouse", "AccessLogs"})

    def test_they_are_private(self):
        for name, bucket in self.buckets.items():
            with self.subTest(name):
                self.assertEqual(
                    bucket["PublicAccessBlockConfiguration"],
                    dict.fromkeys(
                        ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True
                    ),
                )
                self.assertEqual(bucket["OwnershipControls"]["Rules"], [{"ObjectOwnership": "BucketOwnerEnforced"}])
                self.assertNotIn("AccessControl", bucket)

    def test_their_policies_let_in_s3_itself_alone(self):
        for name, statements in policies_of(self.stack, "AWS::S3::BucketPolicy", "Bucket").items():
            for statement in statements:
                if statement["Effect"] == "Allow":
                    self.assertEqual((name, statement["Sid"]), ("AccessLogs", "Delivery"))
                    self.assertEqual(statement["Principal"], {"Service": "logging.s3.amazonaws.com"})
                    self.assertEqual(statement["Condition"]["StringEquals"], {"aws:SourceAccount": "123456789012"})

    def test_they_are_encrypted(self):
        for parameters, key in ((DEFAULTS, "${Key.Arn}"), (EXISTING, EXISTING["ExistingKeyArn"])):
            for name, bucket in Stack(parameters).of_type("AWS::S3::Bucket").items():
                with self.subTest(name):
                    (rule,) = bucket["Properties"]["BucketEncryption"]["ServerSideEncryptionConfiguration"]
                    # Access logs are delivered to no bucket that has another key.
                    expected = (
                        {"SSEAlgorithm": "AES256"}
                        if name == "AccessLogs"
                        else {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
                    )
                    self.assertEqual(rule["ServerSideEncryptionByDefault"], expected)

    def test_they_are_by_tls_only(self):
        self.assert_tls_only(
            self.stack,
            "AWS::S3::Bucket",
            "AWS::S3::BucketPolicy",
            "Bucket",
            "s3:*",
            lambda name: [f"${{{name}.Arn}}", f"${{{name}.Arn}}/*"],
        )

    def test_they_keep_versions(self):
        for name, bucket in self.buckets.items():
            self.assertEqual(bucket["VersioningConfiguration"], {"Status": "Enabled"}, name)

    def test_access_to_data_is_logged_and_the_log_lets_it_in(self):
        sources = policies_of(self.stack, "AWS::S3::BucketPolicy", "Bucket")["AccessLogs"][1]["Condition"]["ArnLike"]
        for name in ("Landing", "Warehouse"):
            self.assertEqual(self.buckets[name]["LoggingConfiguration"]["DestinationBucketName"], "${AccessLogs}")
            self.assertIn("arn:aws:s3:::" + self.buckets[name]["BucketName"], sources["aws:SourceArn"])
            self.assertIn("AccessLogsPolicy", listed(self.stack.resources[name]["DependsOn"]))

    def test_uploads_that_were_never_finished_go(self):
        for name, bucket in self.buckets.items():
            rules = bucket["LifecycleConfiguration"]["Rules"]
            self.assertIn({"DaysAfterInitiation": 7}, [r.get("AbortIncompleteMultipartUpload") for r in rules], name)
            self.assertEqual({r["Status"] for r in rules}, {"Enabled"}, name)

    def test_what_landed_never_goes(self):
        (rule,) = self.buckets["Landing"]["LifecycleConfiguration"]["Rules"]
        self.assertEqual(set(rule), {"Id", "Status", "AbortIncompleteMultipartUpload"})

    def test_what_was_removed_from_the_warehouse_goes_later(self):
        bucket = Stack({"WarehouseNoncurrentDays": "90"}).properties("Warehouse")
        rules = bucket["LifecycleConfiguration"]["Rules"]
        self.assertIn({"NoncurrentDays": "90"}, [r.get("NoncurrentVersionExpiration") for r in rules])
        self.assertFalse([r for r in rules if "ExpirationInDays" in r])

    def test_access_logs_are_kept_as_long_as_others(self):
        rules = Stack({"LogRetentionDays": "2192"}).properties("AccessLogs")["LifecycleConfiguration"]["Rules"]
        self.assertEqual([r["ExpirationInDays"] for r in rules if "ExpirationInDays" in r], ["2192"])


class Landing(unittest.TestCase):
    """A landed object is announced, whoever's bucket it is."""

    def test_every_new_object_is_announced(self):
        stack = Stack()
        (announced,) = stack.properties("Landing")["NotificationConfiguration"]["QueueConfigurations"]
        self.assertEqual(announced, {"Event": "s3:ObjectCreated:*", "Queue": "${Landed.Arn}"})
        # S3 tries the queue when it is told of it.
        self.assertIn("LandedPolicy", listed(stack.resources["Landing"]["DependsOn"]))

    def test_with_a_prefix_only_what_is_below_it(self):
        bucket = Stack({"LandingPrefix": "in/"}).properties("Landing")
        (announced,) = bucket["NotificationConfiguration"]["QueueConfigurations"]
        self.assertEqual(announced["Filter"], {"S3Key": {"Rules": [{"Name": "prefix", "Value": "in/"}]}})

    def test_the_queue_takes_messages_of_that_bucket_alone(self):
        for parameters, bucket in ((DEFAULTS, Stack().properties("Landing")["BucketName"]), (EXISTING, "theirs")):
            statements = policies_of(Stack(parameters), "AWS::SQS::QueuePolicy", "Queues")["Landed"]
            (allowed,) = [s for s in statements if s["Effect"] == "Allow"]
            self.assertEqual(allowed["Principal"], {"Service": "s3.amazonaws.com"})
            self.assertEqual(allowed["Action"], "sqs:SendMessage")
            self.assertEqual(
                allowed["Condition"],
                {
                    "StringEquals": {"aws:SourceAccount": "123456789012"},
                    "ArnEquals": {"aws:SourceArn": f"arn:aws:s3:::{bucket}"},
                },
            )


class State(unittest.TestCase):
    def setUp(self):
        self.table = Stack().properties("State")

    def test_keys_are_text(self):
        self.assertEqual(
            self.table["KeySchema"],
            [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        )
        self.assertEqual(
            self.table["AttributeDefinitions"],
            [{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "S"}],
        )

    def test_it_costs_by_the_request(self):
        self.assertEqual(self.table["BillingMode"], "PAY_PER_REQUEST")

    def test_it_can_be_restored_to_any_second(self):
        self.assertEqual(self.table["PointInTimeRecoverySpecification"], {"PointInTimeRecoveryEnabled": True})

    def test_changes_are_streamed_whole(self):
        self.assertEqual(self.table["StreamSpecification"], {"StreamViewType": "NEW_AND_OLD_IMAGES"})

    def test_nothing_expires(self):
        self.assertNotIn("TimeToLiveSpecification", self.table)

    def test_it_is_encrypted_with_the_customer_key(self):
        for parameters, key in ((DEFAULTS, "${Key.Arn}"), (EXISTING, EXISTING["ExistingKeyArn"])):
            self.assertEqual(
                Stack(parameters).properties("State")["SSESpecification"],
                {"SSEEnabled": True, "SSEType": "KMS", "KMSMasterKeyId": key},
            )


class Queues(unittest.TestCase, TlsOnly):
    DEAD_LETTERS = {"Landed": "LandedDeadLetter", "Commits": "CommitsDeadLetter", "Batches": "BatchesDeadLetter"}

    def setUp(self):
        self.stack = Stack()
        self.queues = {name: q["Properties"] for name, q in self.stack.of_type("AWS::SQS::Queue").items()}

    def test_there_are_three_and_where_messages_go_that_failed(self):
        self.assertEqual(set(self.queues), {*self.DEAD_LETTERS, *self.DEAD_LETTERS.values(), "FailedRuns"})

    def test_they_are_encrypted_with_the_customer_key(self):
        for parameters, key in ((DEFAULTS, "${Key.Arn}"), (EXISTING, EXISTING["ExistingKeyArn"])):
            for name, queue in Stack(parameters).of_type("AWS::SQS::Queue").items():
                self.assertEqual(queue["Properties"]["KmsMasterKeyId"], key, name)

    def test_they_are_by_tls_only(self):
        self.assert_tls_only(
            self.stack,
            "AWS::SQS::Queue",
            "AWS::SQS::QueuePolicy",
            "Queues",
            "sqs:*",
            lambda name: [f"${{{name}.Arn}}"],
        )

    def test_a_message_that_keeps_failing_goes_to_a_dead_letter_of_its_kind(self):
        for name, dead in self.DEAD_LETTERS.items():
            with self.subTest(name):
                redrive = self.queues[name]["RedrivePolicy"]
                self.assertEqual(redrive["deadLetterTargetArn"], f"${{{dead}.Arn}}")
                # Lambda's own advice: a throttled batch counts as received.
                self.assertGreaterEqual(redrive["maxReceiveCount"], 5)
                # AWS refuses another kind, the emulator takes it.
                self.assertEqual(self.queues[name].get("FifoQueue"), self.queues[dead].get("FifoQueue"))

    def test_there_it_lies_longer(self):
        # Its age goes on counting where it was first sent.
        for name, dead in self.DEAD_LETTERS.items():
            lies = self.queues[dead]["MessageRetentionPeriod"]
            self.assertGreater(lies, self.queues[name]["MessageRetentionPeriod"])
            self.assertEqual(lies, 14 * 24 * 3600)

    def test_a_message_outlives_its_tries(self):
        for name in self.DEAD_LETTERS:
            queue = self.queues[name]
            tries = queue["RedrivePolicy"]["maxReceiveCount"] * queue["VisibilityTimeout"]
            self.assertGreater(queue["MessageRetentionPeriod"], tries, name)

    def test_wake_ups_are_first_in_first_out(self):
        fifo = {"Commits", "CommitsDeadLetter", "Batches", "BatchesDeadLetter"}
        self.assertEqual({n for n, q in self.queues.items() if q.get("FifoQueue")}, fifo)
        # Two wake-ups with one body are two wake-ups.
        for name in ("Commits", "Batches"):
            self.assertNotIn("ContentBasedDeduplication", self.queues[name])

    def test_runs_that_failed_go_to_a_plain_queue(self):
        # Lambda sends to no other.
        self.assertNotIn("FifoQueue", self.queues["FailedRuns"])


class Logs(unittest.TestCase):
    def test_each_is_kept_as_long_as_said_and_encrypted(self):
        for parameters, key in ((DEFAULTS, "${Key.Arn}"), (EXISTING, EXISTING["ExistingKeyArn"])):
            for name, group in Stack({**parameters, "LogRetentionDays": "400"}).of_type("AWS::Logs::LogGroup").items():
                with self.subTest(name):
                    self.assertEqual(group["Properties"]["RetentionInDays"], "400")
                    self.assertEqual(group["Properties"]["KmsKeyId"], key)

    def test_each_function_has_its_own(self):
        stack = Stack()
        for name, function in stack.of_type("AWS::Lambda::Function").items():
            with self.subTest(name):
                logging = function["Properties"]["LoggingConfig"]
                self.assertEqual(logging, {"LogFormat": "JSON", "LogGroup": f"${{{name}Logs}}"})
                # The emulator knows no other name.
                group = stack.properties(f"{name}Logs")["LogGroupName"]
                self.assertEqual(group, "/aws/lambda/" + function["Properties"]["FunctionName"])

    def test_by_default_they_are_kept_for_a_year(self):
        for name, group in Stack(HARDENED).of_type("AWS::Logs::LogGroup").items():
            self.assertEqual(group["Properties"]["RetentionInDays"], "365", name)


class Topic(unittest.TestCase, TlsOnly):
    def test_alarms_are_encrypted_and_by_tls_only(self):
        stack = Stack()
        self.assertEqual(stack.properties("AlarmTopic")["KmsMasterKeyId"], "${Key.Arn}")
        self.assert_tls_only(
            stack, "AWS::SNS::Topic", "AWS::SNS::TopicPolicy", "Topics", "sns:Publish", lambda name: [f"${{{name}}}"]
        )

    def test_cloudwatch_alone_may_publish(self):
        statements = policies_of(Stack(), "AWS::SNS::TopicPolicy", "Topics")["AlarmTopic"]
        (allowed,) = [s for s in statements if s["Effect"] == "Allow"]
        self.assertEqual(allowed["Principal"], {"Service": "cloudwatch.amazonaws.com"})
        self.assertEqual(allowed["Condition"], {"StringEquals": {"aws:SourceAccount": "123456789012"}})


if __name__ == "__main__":
    unittest.main()
