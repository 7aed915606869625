"""The template as a whole: parameters, outputs, names, and what refers to what."""

import itertools
import unittest

from sam_template import DEFAULTS, EXISTING, HARDENED, Stack, cloudformation, listed, named, sam

# The command line reads them by these names.
OUTPUTS = {
    "StateTable",
    "LandingBucket",
    "LandingPrefix",
    "SourcePrefixes",
    "WarehouseBucket",
    "WarehousePrefix",
    "KeyArn",
    "LandedQueueUrl",
    "LandedDeadLetterUrl",
    "CommitsQueueUrl",
    "CommitsDeadLetterUrl",
    "BatchesQueueUrl",
    "BatchesDeadLetterUrl",
    "FailedRunsUrl",
    "ApiUrl",
    "UserPoolId",
    "ClientId",
    "AlarmTopic",
}

# Types that the emulator deploys. It refuses a whole template for one that it does not know.
DEPLOYED = {
    "AWS::ApiGatewayV2::Api",
    "AWS::ApiGatewayV2::Authorizer",
    "AWS::ApiGatewayV2::Integration",
    "AWS::ApiGatewayV2::Route",
    "AWS::ApiGatewayV2::Stage",
    "AWS::CloudWatch::Alarm",
    "AWS::Cognito::UserPool",
    "AWS::Cognito::UserPoolClient",
    "AWS::Cognito::UserPoolGroup",
    "AWS::DynamoDB::Table",
    "AWS::EC2::SecurityGroup",
    "AWS::Events::Rule",
    "AWS::Glue::Database",
    "AWS::Glue::Table",
    "AWS::IAM::ManagedPolicy",
    "AWS::IAM::Role",
    "AWS::KMS::Key",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::Function",
    "AWS::Lambda::Permission",
    "AWS::Logs::LogGroup",
    "AWS::S3::Bucket",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Subscription",
    "AWS::SNS::Topic",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::Queue",
    "AWS::SQS::QueuePolicy",
}

# Properties that give a resource a name of its own, which no other in the account and region may have.
# A rule of API Gateway's or Cognito's may share its name with others.
NAMES = ("BucketName", "FunctionName", "LogGroupName", "QueueName", "TableName", "TopicName", "RoleName", "AlarmName", "ManagedPolicyName", "AliasName")


def own_names(stack):
    """The names that a stack gives away."""
    for resource in stack.resources.values():
        if resource["Type"] not in ("AWS::Lambda::Permission", "AWS::Lambda::EventSourceMapping", "AWS::Lambda::EventInvokeConfig"):
            for key in NAMES:
                if key in resource.get("Properties", {}):
                    yield resource["Type"], resource["Properties"][key]
    if "Catalog" in stack.resources:
        yield "AWS::Glue::Database", stack.properties("Catalog")["DatabaseInput"]["Name"]


class Parameters(unittest.TestCase):
    def setUp(self):
        self.template = cloudformation()

    def test_each_has_a_default_and_says_what_it_is(self):
        for name, parameter in self.template["Parameters"].items():
            self.assertIn("Default", parameter, name)
            self.assertTrue(parameter.get("Description"), name)

    def test_each_is_shown_in_one_group(self):
        groups = self.template["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
        grouped = list(itertools.chain.from_iterable(group["Parameters"] for group in groups))
        self.assertEqual(sorted(grouped), sorted(self.template["Parameters"]))

    def test_half_given_pairs_are_refused(self):
        for refused in (
            {"VpcId": "vpc-0"},
            {"SubnetIds": "subnet-0"},
            {"JwtIssuer": "https://id.example.org"},
            {"JwtAudience": "one"},
            {"AlarmTopicArn": "arn:aws:sns:us-east-1:123456789012:theirs", "AlarmEmail": "someone@example.org"},
        ):
            self.assertEqual(len(Stack(refused).refused), 1, refused)

    def test_whole_ones_are_not(self):
        for taken in (DEFAULTS, HARDENED, EXISTING):
            self.assertEqual(Stack(taken).refused, [])


class References(unittest.TestCase):
    """A resource that a condition leaves out is named by nothing that is made all the same."""

    def test_nothing_names_what_is_not_made(self):
        for given in (DEFAULTS, HARDENED, EXISTING, *({name: value} for name, value in EXISTING.items())):
            stack = Stack(given)
            for name, resource in stack.resources.items():
                with self.subTest(given=sorted(given), resource=name):
                    self.assertLessEqual(named(resource), set(stack.resources))
                    self.assertLessEqual(set(listed(resource.get("DependsOn", []))), set(stack.resources))
            self.assertLessEqual(named(stack.outputs), set(stack.resources))

    def test_the_emulator_deploys_every_type(self):
        used = {resource["Type"] for resource in cloudformation()["Resources"].values()}
        self.assertEqual(used - DEPLOYED, set())


class Outputs(unittest.TestCase):
    def test_they_are_those_that_the_command_line_reads(self):
        self.assertEqual(set(sam()["Outputs"]), OUTPUTS)

    def test_none_is_empty(self):
        for parameters in (DEFAULTS, HARDENED, EXISTING):
            for name, value in Stack(parameters).outputs.items():
                self.assertTrue(value, name)

    def test_what_is_not_there_is_said(self):
        outputs, theirs = Stack().outputs, Stack(EXISTING).outputs
        self.assertEqual((outputs["LandingPrefix"], outputs["WarehousePrefix"]), ("/", "/"))
        self.assertEqual((theirs["LandingPrefix"], theirs["WarehousePrefix"]), ("in/", "lake/"))
        self.assertEqual((theirs["UserPoolId"], theirs["ClientId"]), ("none", "none"))
        self.assertEqual(theirs["LandingBucket"], "theirs")
        self.assertEqual(theirs["KeyArn"], EXISTING["ExistingKeyArn"])
        self.assertEqual(theirs["AlarmTopic"], EXISTING["AlarmTopicArn"])


class Names(unittest.TestCase):
    def test_two_stacks_of_an_account_share_none(self):
        one, two = set(own_names(Stack(name="one"))), set(own_names(Stack(name="two")))
        self.assertEqual(len(one), 3 + 6 + 7 + 1)  # buckets, functions, log groups, the database
        self.assertEqual(one & two, set())

    def test_no_two_accounts_or_regions_share_a_bucket(self):
        stacks = (Stack(), Stack(region="eu-west-1"), Stack(account="210987654321"))
        buckets = [{name for kind, name in own_names(stack) if kind == "AWS::S3::Bucket"} for stack in stacks]
        self.assertEqual(len(set.union(*buckets)), 9)

    def test_a_stack_name_may_have_25_characters(self):
        lengths = {"AWS::S3::Bucket": 63, "AWS::Lambda::Function": 64}
        for kind, name in own_names(Stack(name="s" * 25, region="ap-southeast-1")):
            self.assertLessEqual(len(name), lengths.get(kind, 255), name)


if __name__ == "__main__":
    unittest.main()
