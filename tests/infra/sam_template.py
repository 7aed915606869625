"""infra/template.yaml as CloudFormation gets it, and as it is deployed with given parameters.

`cloudformation()` is the transformed template, and `sam_template.py FILE` writes it. `Stack(...)` is what
one deployment makes of it: parameters, conditions and maps are resolved, and what is known of a resource
only when it is made is written as in `!Sub`: `${Landed.Arn}`.
"""

import copy
import json
import os
import re
import sys
from pathlib import Path

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "infra" / "template.yaml"

# Parameters that two deployments differ in most: nothing given, and everything that an organisation may
# already have. What needs a VPC or reserved concurrency to be right is right in the second.
DEFAULTS = {}
HARDENED = {
    "VpcId": "vpc-0123456789abcdef0",
    "SubnetIds": "subnet-0123456789abcdef0,subnet-0123456789abcdef1",
    "ReserveConcurrency": "yes",
    "Mfa": "ON",
    "AlarmEmail": "someone@example.org",
}
EXISTING = {
    **HARDENED,
    "Size": "large",
    "AlarmEmail": "",
    "AlarmTopicArn": "arn:aws:sns:us-east-1:123456789012:theirs",
    "ExistingKeyArn": "arn:aws:kms:us-east-1:123456789012:key/theirs",
    "ExistingLandingBucket": "theirs",
    "LandingPrefix": "in/",
    "WarehousePrefix": "lake/",
    "SourcePrefixes": "acme,zenith",
    "JwtIssuer": "https://id.example.org",
    "JwtAudience": "one,two",
    "PermissionsBoundaryArn": "arn:aws:iam::123456789012:policy/theirs",
    "DataCatalog": "no",
    "DeletionProtection": "no",
}


def sam():
    """The template as it is written."""
    return yaml_parse(TEMPLATE.read_text())


def cloudformation():
    """The template after the transform, with a placeholder for the code that `sam deploy` uploads."""
    return copy.deepcopy(_transformed())


_CACHE = []


def _transformed():
    if not _CACHE:
        # The translator asks for a region, which no template depends on.
        os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
        template = sam()
        for resource in template["Resources"].values():
            if resource["Type"] == "AWS::Serverless::Function":
                resource["Properties"]["CodeUri"] = "s3://code/" + resource["Properties"]["CodeUri"]
        no_managed_policies = type("Loader", (), {"load": staticmethod(dict)})
        _CACHE.append(transform(template, {}, no_managed_policies))
    return _CACHE[0]


class _Absent:
    """What `AWS::NoValue` stands for."""


class Stack:
    """One deployment of the template."""

    def __init__(self, parameters=DEFAULTS, name="claimlake", region="us-east-1", account="123456789012"):
        template = cloudformation()
        unknown = set(parameters) - set(template["Parameters"])
        assert not unknown, f"expected parameters of the template, but found {sorted(unknown)}"
        self._values = {
            "AWS::StackName": name,
            "AWS::Region": region,
            "AWS::AccountId": account,
            "AWS::Partition": "aws",
            "AWS::URLSuffix": "amazonaws.com",
            "AWS::NoValue": _Absent,
        }
        for parameter, declared in template["Parameters"].items():
            self._values[parameter] = str(parameters.get(parameter, declared["Default"]))
        self._conditions = template["Conditions"]
        self._mappings = template["Mappings"]
        self.refused = [
            assertion["AssertDescription"]
            for rule in template["Rules"].values()
            for assertion in rule["Assertions"]
            if not self._resolve(assertion["Assert"])
        ]

        kept = {
            name: resource
            for name, resource in template["Resources"].items()
            if self._holds(resource.pop("Condition", None))
        }
        self._template = {
            "AWSTemplateFormatVersion": template["AWSTemplateFormatVersion"],
            "Resources": self._resolve(kept),
            "Outputs": self._resolve(template["Outputs"]),
        }
        flat = _flat(self._template)
        self.resources = flat["Resources"]
        self.outputs = {name: output["Value"] for name, output in flat["Outputs"].items()}

    def template(self):
        """The same as a template, for tools that know no conditions."""
        return self._template

    def of_type(self, kind):
        """The resources of a type, by name."""
        return {name: r for name, r in self.resources.items() if r["Type"] == kind}

    def properties(self, name):
        """What is said of one resource."""
        return self.resources[name]["Properties"]

    def _holds(self, condition):
        return condition is None or self._resolve(self._conditions[condition])

    def _resolve(self, value):
        if isinstance(value, list):
            return [r for r in map(self._resolve, value) if r is not _Absent]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            (function, argument), = value.items()
            intrinsic = getattr(self, "_" + function.replace("Fn::", "").lower(), None)
            if function in ("Ref", "Condition") or function.startswith("Fn::") and intrinsic:
                return intrinsic(argument)
        resolved = {key: self._resolve(inner) for key, inner in value.items()}
        return {key: inner for key, inner in resolved.items() if inner is not _Absent}

    def _ref(self, name):
        return self._values.get(name, {"Ref": name})

    def _condition(self, name):
        return self._holds(name)

    def _equals(self, sides):
        left, right = self._resolve(sides)
        return left == right

    def _not(self, conditions):
        return not self._resolve(conditions[0])

    def _and(self, conditions):
        return all(self._resolve(conditions))

    def _or(self, conditions):
        return any(self._resolve(conditions))

    def _if(self, branches):
        condition, then, otherwise = branches
        return self._resolve(then if self._holds(condition) else otherwise)

    def _findinmap(self, path):
        table, row, column = self._resolve(path)
        return self._mappings[table][row][column]

    def _split(self, arguments):
        separator, text = self._resolve(arguments)
        return text.split(separator)

    def _join(self, arguments):
        separator, parts = self._resolve(arguments)
        return separator.join(parts)

    def _sub(self, argument):
        text, given = argument if isinstance(argument, list) else (argument, {})
        known = {**self._values, **{name: _flat(self._resolve(value)) for name, value in given.items()}}
        text = re.sub(r"\$\{([^}]+)\}", lambda m: str(known.get(m[1], m[0])), text)
        return {"Fn::Sub": text} if "${" in text else text


def _flat(value):
    """The same with text for what names a resource: `${Landed}`, `${Landed.Arn}`."""
    if isinstance(value, list):
        return [_flat(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"Ref"}:
        return "${" + value["Ref"] + "}"
    if set(value) == {"Fn::Sub"}:
        return value["Fn::Sub"]
    if set(value) == {"Fn::GetAtt"}:
        path = value["Fn::GetAtt"]
        return "${" + (path if isinstance(path, str) else ".".join(path)) + "}"
    return {key: _flat(inner) for key, inner in value.items()}


def named(value):
    """The resources that a flattened value names."""
    return set(re.findall(r"\$\{(\w+)[.}]", json.dumps(value)))


def listed(value):
    """What may be one or a list, as a list."""
    return value if isinstance(value, list) else [value]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(cloudformation(), indent=1))
