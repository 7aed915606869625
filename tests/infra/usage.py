"""Counts what a stack asks of its account: `target/emulator/bin/python tests/infra/usage.py`.

A proxy between the functions and an emulated account counts their requests, by service and operation, and
of DynamoDB the units that AWS would bill. What wakes a function by itself is switched off, so that each
count belongs to one function. Prints lines for infra/usage.csv; what it does not print there is reckoned
from docs/performance.md. Wants the variables that `./verify deploy` sets.
"""

import http.client
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import boto3

import emulated
from emulated import ROOT, Emulator

STACK = "claimlake"
CLAIMS = re.compile(r"(?=^CLP\*)", re.MULTILINE)


class Proxy(ThreadingHTTPServer):
    """Passes requests on and counts them."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Passing)
        self.counts, self.to, self.lock = Counter(), None, threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def take(self):
        """What was counted since the last time."""
        with self.lock:
            counts, self.counts = self.counts, Counter()
        return counts


class Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def pass_on(self):
        body = self.body()
        connection = http.client.HTTPConnection(self.server.to, timeout=900)
        headers = {k: v for k, v in self.headers.items() if k.lower() != "transfer-encoding"}
        if body:
            headers["Content-Length"] = str(len(body))
        connection.request(self.command, self.path, body, headers)
        answer = connection.getresponse()
        given = answer.read()
        counted = self.counted(body, given)
        with self.server.lock:
            self.server.counts.update(counted)
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                self.send_header(name, value)
        length = answer.getheader("Content-Length") if self.command == "HEAD" else len(given)
        self.send_header("Content-Length", str(length or 0))
        self.end_headers()
        self.wfile.write(given)
        connection.close()

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = pass_on

    def body(self):
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        pieces = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            pieces.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(pieces)

    def counted(self, body, given):
        target = self.headers.get("X-Amz-Target", "")
        if target.startswith("DynamoDB_"):
            return units(target.rsplit(".", 1)[1], json.loads(body), given)
        if "AmazonSQS" in target:
            return {"sqs_requests": 1}
        if "runtime" in self.path or "credential" not in self.headers.get("Authorization", "").lower():
            return {}
        asked = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        # Listing and writing cost the one, reading the other; deleting nothing.
        if self.command in ("PUT", "POST") or {"list-type", "versions"} & set(asked):
            return {"s3_put_list": 1}
        return {"s3_get": 1} if self.command in ("GET", "HEAD") else {}


def size(item):
    """About what DynamoDB takes an item's size to be."""
    return sum(len(name) + len(str(next(iter(value.values())))) for name, value in item.items())


def rounded(found, unit):
    return max(1, -(-found // unit))


def units(operation, asked, given):
    """Units that AWS bills: of writing for each KB (twice in a transaction), of reading for each 4 KB (half
    where not strongly consistent)."""
    given = json.loads(given or b"{}")
    if operation in ("PutItem", "UpdateItem", "DeleteItem"):
        written = size(asked["Key"]) if "Key" in asked else 0
        written += size(asked.get("Item", {})) + size(asked.get("ExpressionAttributeValues", {}))
        return {"dynamodb_write": rounded(written, 1024)}
    if operation == "TransactWriteItems":
        total = 0
        for item in asked["TransactItems"]:
            ((_, one),) = item.items()
            written = size(one.get("Key", {})) + size(one.get("Item", {}))
            written += size(one.get("ExpressionAttributeValues", {}))
            total += 2 * rounded(written, 1024)
        return {"dynamodb_write": total}
    factor = 1 if asked.get("ConsistentRead") else 0.5
    if operation == "GetItem":
        return {"dynamodb_read": factor * rounded(size(given.get("Item", {})), 4096)}
    if operation == "Query":
        return {"dynamodb_read": factor * rounded(sum(map(size, given.get("Items", []))), 4096)}
    raise AssertionError(f"expected a known request, but found {operation}")


def remittance(claims, number):
    """An 835 of so many claims, made of a sample's."""
    text = (ROOT / "events/sample/835-60054-2026-01.edi").read_text()
    head, *loops = CLAIMS.split(text)
    last = loops[-1]
    end = re.search(r"^(PLB|SE)\*", last, re.MULTILINE).start()
    loops[-1], tail = last[:end], last[end:]
    head = head.replace("TRN*1*EFT010*", f"TRN*1*EFT{number}*")
    body, count = [], 0
    for n in range(claims):
        loop = loops[n % len(loops)]
        body.append(re.sub(r"^CLP\*\w+\*", f"CLP*S{number}C{n}*", loop))
    segments = head.count("~") + sum(loop.count("~") for loop in body) + tail.count("~") - 4
    return (head + "".join(body) + re.sub(r"SE\*\d+\*", f"SE*{segments}*", tail)).encode()


class Account:
    """The deployed stack, whose functions run only when they are called."""

    def __init__(self, emulator, proxy):
        def client(service):
            return boto3.client(service, endpoint_url=emulator.address, region_name="us-east-1",
                                aws_access_key_id="test", aws_secret_access_key="test",
                                config=boto3.session.Config(read_timeout=900, retries={"max_attempts": 0}))

        self.proxy = proxy
        self.s3, self.functions, self.dynamodb = client("s3"), client("lambda"), client("dynamodb")
        stack = client("cloudformation").describe_stacks(StackName=STACK)["Stacks"][0]
        self.outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        for mapping in self.functions.list_event_source_mappings()["EventSourceMappings"]:
            self.functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
        time.sleep(2)

    def call(self, function, event):
        """What the function answered, its requests and its milliseconds."""
        self.proxy.take()
        began = time.monotonic()
        answer = self.functions.invoke(FunctionName=f"{STACK}-{function}", Payload=json.dumps(event))
        took = time.monotonic() - began
        payload = answer["Payload"].read()
        assert "FunctionError" not in answer, payload
        return json.loads(payload), self.proxy.take(), took

    def land(self, name, body):
        """Lands a file, and gives the message that S3 would send."""
        key = f"clinic/{name}"
        put = self.s3.put_object(Bucket=self.outputs["LandingBucket"], Key=key, Body=body)
        message = json.loads((ROOT / "events/s3-put.json").read_text())["Records"][0]
        event = json.loads(message["body"])
        s3 = event["Records"][0]["s3"]
        s3["bucket"]["name"] = self.outputs["LandingBucket"]
        s3["object"]["key"], s3["object"]["versionId"] = key, put["VersionId"]
        return {**message, "messageId": name, "body": json.dumps(event)}

    def state(self):
        """Items and bytes of the state table."""
        pages = self.dynamodb.get_paginator("scan").paginate(TableName=self.outputs["StateTable"])
        sizes = [size(item) for page in pages for item in page["Items"]]
        return len(sizes), sum(sizes)


def told(what, counts, divisor=1, more=""):
    shown = {name: round(n / divisor, 2) for name, n in sorted(counts.items())}
    print(f"{what}: {shown} {more}", flush=True)


def measure(account):
    sweep = {"claimlake": "sweep"}
    for claims in (100, 1_000, 10_000):
        account.call("ingest", sweep)
        before = account.state()
        files = 10 if claims < 10_000 else 2
        messages = [account.land(f"{claims}-{n}.835", remittance(claims, f"{claims}{n}")) for n in range(files)]
        answer, counts, took = account.call("ingest", {"Records": messages})
        assert answer == {"batchItemFailures": []}, answer
        told(f"ingest, a file of {claims} claims", counts, files, f"{took / files:.2f} s")
        _, counts, took = account.call("commit-tables", sweep)
        told(f"a round of {files} files of {claims} claims", counts, 1, f"{took:.2f} s")
        after = account.state()
        print(f"  state: {(after[0] - before[0]) / files:.1f} items, {(after[1] - before[1]) / files:.0f} bytes a file")
    message = account.land("one.835", remittance(100, "1"))
    account.call("ingest", {"Records": [message]})
    told("a round of 1 file", account.call("commit-tables", sweep)[1])
    for function, asked in (("ingest", "sweep"), ("commit-tables", "sweep"), ("ingest", "reconcile"),
                            ("ingest", "reconcile"), ("maintain-tables", "maintain")):
        _, counts, took = account.call(function, {"claimlake": asked})
        told(f"{function} {asked}, nothing to do", counts, 1, f"{took:.2f} s")
    event = json.loads((ROOT / "events/http-kpi.json").read_text())
    for what in ("first", "second"):
        answer, counts, took = account.call("answer-kpi", event)
        told(f"a KPI, the {what} time: {answer['statusCode']}", counts, 1, f"{took:.2f} s")


def main():
    proxy = Proxy()
    with tempfile.TemporaryDirectory(prefix="claimlake-usage-") as folder:
        folder = Path(folder)
        emulated.lay_out(folder)
        with Emulator(folder / "emulator", f"http://127.0.0.1:{proxy.server_address[1]}") as emulator:
            proxy.to = emulator.address.removeprefix("http://")
            deploy = ["sam", "deploy", "-t", "infra/template.yaml", "--stack-name", STACK, "--resolve-s3",
                      "--capabilities", "CAPABILITY_IAM"]
            environment = emulated.environment(folder, emulator.address)
            sam = folder / "bin" / "sam"
            deployed = subprocess.run([sam, *deploy[1:]], cwd=folder / "clone", env=environment,
                                      capture_output=True, text=True)
            assert deployed.returncode == 0, deployed.stdout + deployed.stderr
            measure(Account(emulator, proxy))


if __name__ == "__main__":
    sys.exit(main())
