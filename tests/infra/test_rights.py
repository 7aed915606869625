"""What each function may do. The emulator enforces neither rights to a key nor those that Lambda needs to
take messages from a queue, so they are checked here, one by one."""

import unittest

from sam_template import DEFAULTS, EXISTING, HARDENED, Stack, listed, named

# One line a right: action, resource, and what must be so. Nothing else is allowed to anybody.

LOGS = """
logs:CreateLogStream ${%(logs)s.Arn}
logs:PutLogEvents ${%(logs)s.Arn}
"""

# Transactions need the rights of the operations in them.
STATE = """
dynamodb:ConditionCheckItem ${State.Arn}
dynamodb:DeleteItem ${State.Arn}
dynamodb:GetItem ${State.Arn}
dynamodb:PutItem ${State.Arn}
dynamodb:Query ${State.Arn}
dynamodb:UpdateItem ${State.Arn}
"""

# Only through services that store what is encrypted: nobody decrypts with it by hand.
KEY = """
kms:Decrypt ${Key.Arn} if kms:ViaService StringEquals s3, dynamodb, lambda%(queues)s
kms:GenerateDataKey ${Key.Arn} if kms:ViaService StringEquals s3, dynamodb, lambda%(queues)s
"""

RIGHTS = {
    "Ingest": LOGS % {"logs": "IngestLogs"}
    + STATE
    + KEY % {"queues": ", sqs"}
    + """
s3:GetObject arn:aws:s3:::${Landing}/*
s3:GetObjectVersion arn:aws:s3:::${Landing}/*
s3:ListBucket arn:aws:s3:::${Landing}
s3:ListBucketVersions arn:aws:s3:::${Landing}

s3:AbortMultipartUpload ${Warehouse.Arn}/manifests/*
s3:AbortMultipartUpload ${Warehouse.Arn}/tables/*
s3:GetObject ${Warehouse.Arn}/manifests/*
s3:GetObject ${Warehouse.Arn}/tables/*
s3:ListBucket ${Warehouse.Arn} if s3:prefix StringLike tables/*, manifests/*
s3:ListMultipartUploadParts ${Warehouse.Arn}/manifests/*
s3:ListMultipartUploadParts ${Warehouse.Arn}/tables/*
s3:PutObject ${Warehouse.Arn}/manifests/*
s3:PutObject ${Warehouse.Arn}/tables/*

sqs:ChangeMessageVisibility ${Landed.Arn}
sqs:DeleteMessage ${Landed.Arn}
sqs:GetQueueAttributes ${Landed.Arn}
sqs:ReceiveMessage ${Landed.Arn}
sqs:SendMessage ${Commits.Arn}
sqs:SendMessage ${FailedRuns.Arn}
""",
    "CommitTables": LOGS % {"logs": "CommitTablesLogs"}
    + STATE
    + KEY % {"queues": ", sqs"}
    + """
s3:AbortMultipartUpload ${Warehouse.Arn}/*
s3:GetObject ${Warehouse.Arn}/*
s3:ListBucket ${Warehouse.Arn}
s3:ListMultipartUploadParts ${Warehouse.Arn}/*
s3:PutObject ${Warehouse.Arn}/*

sqs:ChangeMessageVisibility ${Commits.Arn}
sqs:DeleteMessage ${Commits.Arn}
sqs:GetQueueAttributes ${Commits.Arn}
sqs:ReceiveMessage ${Commits.Arn}
sqs:SendMessage ${Batches.Arn}
sqs:SendMessage ${Commits.Arn}
sqs:SendMessage ${FailedRuns.Arn}
""",
    "TriageDenials": LOGS % {"logs": "TriageDenialsLogs"}
    + STATE
    + KEY % {"queues": ", sqs"}
    + """
s3:GetObject ${Warehouse.Arn}/plans/*
s3:GetObject ${Warehouse.Arn}/tables/*
s3:ListBucket ${Warehouse.Arn} if s3:prefix StringLike tables/*, plans/*

sqs:ChangeMessageVisibility ${Batches.Arn}
sqs:DeleteMessage ${Batches.Arn}
sqs:GetQueueAttributes ${Batches.Arn}
sqs:ReceiveMessage ${Batches.Arn}
sqs:SendMessage ${FailedRuns.Arn}
""",
    "AnswerKpi": LOGS % {"logs": "AnswerKpiLogs"}
    + KEY % {"queues": ""}
    + """
s3:GetObject ${Warehouse.Arn}/tables/*
s3:ListBucket ${Warehouse.Arn} if s3:prefix StringLike tables/*

dynamodb:GetItem ${State.Arn}
dynamodb:Query ${State.Arn}
dynamodb:PutItem ${State.Arn} if dynamodb:LeadingKeys ForAllValues:StringLike AUDIT#*
dynamodb:UpdateItem ${State.Arn} if dynamodb:LeadingKeys ForAllValues:StringLike AUDIT#*
""",
    "MaintainTables": LOGS % {"logs": "MaintainTablesLogs"}
    + STATE
    + KEY % {"queues": ", sqs"}
    + """
s3:AbortMultipartUpload ${Warehouse.Arn}/*
s3:DeleteObject ${Warehouse.Arn}/folds/*
s3:DeleteObject ${Warehouse.Arn}/tables/*
s3:GetObject ${Warehouse.Arn}/*
s3:ListBucket ${Warehouse.Arn}
s3:ListMultipartUploadParts ${Warehouse.Arn}/*
s3:PutObject ${Warehouse.Arn}/*

sqs:SendMessage ${Commits.Arn}
sqs:SendMessage ${FailedRuns.Arn}
""",
    "MirrorState": LOGS % {"logs": "MirrorStateLogs"}
    + KEY % {"queues": ", sqs"}
    + """
s3:PutObject arn:aws:s3:::${Landing}/claimlake/*

dynamodb:DescribeStream ${State.StreamArn}
dynamodb:GetRecords ${State.StreamArn}
dynamodb:GetShardIterator ${State.StreamArn}
dynamodb:ListStreams ${State.Arn}/stream/*

sqs:SendMessage ${FailedRuns.Arn}
""",
}


def statements(stack, function):
    """The statements of all policies of a function's role."""
    (role,) = named(stack.properties(function)["Role"])
    for policy in stack.properties(role)["ManagedPolicyArns"]:
        (name,) = named(policy)
        yield from stack.properties(name)["PolicyDocument"]["Statement"]


def condition(statement):
    """What must be so, in a line."""
    said = []
    for operator, keys in statement.get("Condition", {}).items():
        for key, values in keys.items():
            shown = ", ".join(value.replace(".us-east-1.amazonaws.com", "") for value in listed(values))
            said.append(f"{key} {operator} {shown}")
    return " if " + ", ".join(said) if said else ""


def rights(stack, function):
    """What a function may do, a line each."""
    return sorted(
        f"{action} {resource}{condition(statement)}"
        for statement in statements(stack, function)
        if statement["Effect"] == "Allow"
        for action in listed(statement["Action"])
        for resource in listed(statement["Resource"])
    )


class Rights(unittest.TestCase):
    maxDiff = None

    def test_each_function_may_do_what_is_listed_and_nothing_else(self):
        stack = Stack()
        for function, expected in RIGHTS.items():
            with self.subTest(function):
                self.assertEqual(rights(stack, function), sorted(filter(None, expected.split("\n"))))

    def test_with_prefixes_they_end_at_them(self):
        stack = Stack(EXISTING)
        for function in RIGHTS:
            for right in rights(stack, function):
                with self.subTest(function, right=right):
                    if "${Warehouse.Arn}/" in right:
                        self.assertIn("${Warehouse.Arn}/lake/", right)
                    if "${Warehouse.Arn} " in right:
                        self.assertIn("if s3:prefix StringLike lake/", right)
                    if "arn:aws:s3:::" in right:
                        self.assertRegex(right, "arn:aws:s3:::theirs(/in/| if s3:prefix StringLike in/)")

    def test_a_given_key_is_the_only_one(self):
        for function in RIGHTS:
            keys = [right.split()[1] for right in rights(Stack(EXISTING), function) if "kms:" in right]
            self.assertEqual(set(keys), {EXISTING["ExistingKeyArn"]}, function)

    def test_whoever_takes_messages_or_changes_may_take_them(self):
        stack = Stack()
        for mapping in stack.of_type("AWS::Lambda::EventSourceMapping").values():
            (function,) = named(mapping["Properties"]["FunctionName"])
            source = mapping["Properties"]["EventSourceArn"]
            actions = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
            if "StreamArn" in source:
                actions = ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")
            for action in actions:
                self.assertIn(f"{action} {source}", rights(stack, function))

    def test_no_right_is_for_everything(self):
        for parameters in (DEFAULTS, HARDENED, EXISTING):
            stack = Stack(parameters)
            for function in RIGHTS:
                for right in rights(stack, function):
                    with self.subTest(function, right=right):
                        action, resource = right.split()[:2]
                        self.assertNotIn("*", action)
                        if not action.startswith("ec2:"):
                            self.assertNotIn(resource, ("*", "arn:aws:s3:::*"))

    def test_network_rights_come_with_the_vpc_and_are_not_for_the_code(self):
        self.assertFalse([r for r in rights(Stack(), "Ingest") if r.startswith("ec2:")])
        for function in RIGHTS:
            given = list(statements(Stack(HARDENED), function))
            allowed = [s for s in given if s["Effect"] == "Allow" and "ec2:" in str(s["Action"])]
            denied = [s for s in given if s["Effect"] == "Deny"]
            self.assertEqual([s["Action"] for s in allowed], [s["Action"] for s in denied])
            self.assertEqual(denied[0]["Condition"], {"Null": {"lambda:SourceFunctionArn": "false"}})

    def test_policies_are_managed_and_of_this_stack(self):
        for name, role in Stack(HARDENED).of_type("AWS::IAM::Role").items():
            self.assertNotIn("Policies", role["Properties"], name)
            for policy in role["Properties"]["ManagedPolicyArns"]:
                self.assertRegex(policy, r"^\$\{\w+\}$", "AWS' own let functions create log groups")
        self.assertFalse(Stack().of_type("AWS::IAM::Policy"))

    def test_roles_are_for_lambda_alone(self):
        roles = Stack().of_type("AWS::IAM::Role")
        self.assertEqual(len(roles), len(RIGHTS))
        for name, role in roles.items():
            (trust,) = role["Properties"]["AssumeRolePolicyDocument"]["Statement"]
            self.assertEqual(trust["Principal"], {"Service": "lambda.amazonaws.com"}, name)

    def test_a_boundary_bounds_every_role(self):
        for name, role in Stack(EXISTING).of_type("AWS::IAM::Role").items():
            self.assertEqual(role["Properties"]["PermissionsBoundary"], EXISTING["PermissionsBoundaryArn"], name)
        for name, role in Stack().of_type("AWS::IAM::Role").items():
            self.assertNotIn("PermissionsBoundary", role["Properties"], name)


if __name__ == "__main__":
    unittest.main()
