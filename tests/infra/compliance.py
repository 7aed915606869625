"""Findings of checkov and of the HIPAA pack, less those that the template gives a reason for.

Both look at two deployments: with no parameter given, and with those that an organisation under HIPAA
should give. What the second must not show, the first may.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from sam_template import DEFAULTS, HARDENED, ROOT, Stack

# Findings that a parameter ends. They stay where it is not given, because a new account has no VPC of its
# own and no concurrency to set aside.
UNTIL_GIVEN = {
    "CKV_AWS_115": "ReserveConcurrency",
    "CKV_AWS_117": "VpcId",
    "HIPAA.Security-LambdaConcurrency": "ReserveConcurrency",
    "HIPAA.Security-LambdaInsideVPC": "VpcId",
}


def checkov(file):
    """(rule, resource, what it says) of each finding."""
    program = ROOT / "target/checkov/bin/checkov"
    command = [program, "-f", file, "--framework", "cloudformation", "--skip-download", "-o", "json"]
    environment = {**os.environ, "LOG_LEVEL": "ERROR"}
    # It exits with 1 where it finds something.
    said = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=False).stdout
    results = json.loads(said)["results"]
    assert not results["parsing_errors"], "expected checkov to read the template, but it can't"
    # More rules than these were passed when this was written: a checkov that reads nothing must not pass.
    assert len(results["passed_checks"]) > 100, "expected checkov to apply its rules, but it applied few"
    return [(r["check_id"], r["resource"].split(".")[-1], r["check_name"]) for r in results["failed_checks"]]


def hipaa(files):
    """(rule, resource, what it says) of each finding, by file."""
    environment = {**os.environ, "NODE_PATH": str(ROOT / "target/nag/node_modules")}
    said = subprocess.run(["node", ROOT / "tests/infra/nag.js", *files], env=environment, stdout=subprocess.PIPE, check=False)
    if said.returncode:
        sys.exit("compliance: expected the HIPAA pack to read the template, but it can't")
    return [[tuple(finding) for finding in findings] for findings in json.loads(said.stdout)]


def reasons(template):
    """The (rule, resource) that the template gives a reason for. The tools are not told of it, so that what
    they find all the same can be compared: checkov skips what it is told to without a look."""
    given = set()
    for name, resource in template["Resources"].items():
        metadata = resource.pop("Metadata", {})
        # The transform copies what is said of a function to what it makes of it.
        if resource["Type"] == "AWS::Lambda::EventInvokeConfig":
            continue
        skipped = [(s["id"], s["comment"]) for s in metadata.get("checkov", {}).get("skip", [])]
        skipped += [(s["id"], s["reason"]) for s in metadata.get("cdk_nag", {}).get("rules_to_suppress", [])]
        for rule, reason in skipped:
            assert reason, f"expected a reason for {rule} at {name}, but found none"
            given.add((rule, name))
    return given


def main():
    templates = {"no parameter given": Stack(DEFAULTS).template(), "hardened": Stack(HARDENED).template()}
    given = set().union(*map(reasons, templates.values()))
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, template in enumerate(templates.values()):
            files.append(Path(folder) / f"{number}.json")
            files[-1].write_text(json.dumps(template))
        found = [checkov(file) + nagged for file, nagged in zip(files, hipaa(files))]

    open_findings, needed, until = [], set(), set()
    for form, findings in zip(templates, found):
        for rule, resource, says in findings:
            if (rule, resource) in given:
                needed.add((rule, resource))
            elif form == "no parameter given" and rule in UNTIL_GIVEN:
                until.add(rule)
            else:
                open_findings.append(f"{form}: {resource}: {rule}: {says}")

    for finding in open_findings:
        print(f"compliance: {finding}", file=sys.stderr)
    for rule, resource in sorted(given - needed):
        print(f"compliance: {resource}: expected {rule} to find something, but it does not: its reason can go", file=sys.stderr)
    for rule in sorted(UNTIL_GIVEN.keys() - until):
        print(f"compliance: expected {rule} to find something, but it does not: UNTIL_GIVEN can do without", file=sys.stderr)
    if open_findings or given - needed or UNTIL_GIVEN.keys() - until:
        sys.exit(1)
    print(f"compliance: nothing found but what {len(given)} reasons and {len(set(UNTIL_GIVEN.values()))} parameters answer")


if __name__ == "__main__":
    main()
