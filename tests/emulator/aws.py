"""One request to the emulated account: `aws.py SERVICE OPERATION PARAMETERS`, all in JSON.

The SDK of the tests' own language would be one more crate a service; nobody measures this one.
`aws.py http METHOD ADDRESS {"headers": {}, "body": ""}` asks as a browser would.
"""

import json
import ssl
import os
import sys
import urllib.error
import urllib.request

import boto3


def http(method, address, given):
    body = given.get("body")
    request = urllib.request.Request(
        address,
        method=method,
        data=body.encode() if body is not None else None,
        headers=given.get("headers", {}),
    )
    context = ssl.create_default_context(cafile=os.environ.get("AWS_CA_BUNDLE"))
    try:
        with urllib.request.urlopen(request, timeout=60, context=context) as answer:
            return {"status": answer.status, "body": answer.read().decode()}
    except urllib.error.HTTPError as error:
        return {"status": error.code, "body": error.read().decode()}


def readable(value):
    if hasattr(value, "read"):
        return value.read().decode()
    return str(value)


def main():
    service, operation, *rest = sys.argv[1:]
    if service == "http":
        answer = http(operation, rest[0], json.loads(rest[1]))
    else:
        client = boto3.client(service)
        answer = getattr(client, operation)(**json.loads(rest[0] if rest else "{}"))
        answer.pop("ResponseMetadata", None)
    print(json.dumps(answer, default=readable))


main()
