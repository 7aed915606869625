"""Starts a function as Lambda does: `start.py FUNCTION COMMAND...`, before a runtime API of its own.

Without settings it must end with one line that names every setting that is missing. With settings it must
ask for an event; `ingest` gets one that needs no account, and must answer it. Prints one line of how long
that took: init is from the start of the process to its first request, the median of several starts.
"""

import http.server
import json
import pathlib
import queue
import re
import statistics
import subprocess
import sys
import threading
import time

STARTS, PATIENCE = 5, 60
REQUIRED = [
    "CLAIMLAKE_STACK",
    "CLAIMLAKE_STATE_TABLE",
    "CLAIMLAKE_LANDING_BUCKET",
    "CLAIMLAKE_WAREHOUSE_BUCKET",
    "CLAIMLAKE_COMMITS_QUEUE",
    "CLAIMLAKE_BATCHES_QUEUE",
]
EVENT = pathlib.Path(__file__).resolve().parents[2] / "events" / "s3-test-event.json"
EVENTS = {"ingest": (json.loads(EVENT.read_text()), {"batchItemFailures": []})}
BASE = "/2018-06-01/runtime/invocation"
REQUEST = "8476a536-e9f4-11e8-9739-2dfe598c3fcd"


def expect(right, expected, found):
    if not right:
        sys.exit(f"release: expected {expected}, but found {found}")


def lines(text):
    """The lines of a log, each of them JSON."""
    try:
        return [json.loads(line) for line in text.splitlines()]
    except ValueError:
        return sys.exit(f"release: expected lines of JSON, but found {text!r}")


class Api(http.server.ThreadingHTTPServer):
    """Lambda's runtime API: at most one event, then silence until it is closed."""

    daemon_threads = True

    def __init__(self, event):
        super().__init__(("127.0.0.1", 0), Requests)
        self.events = queue.SimpleQueue()
        if event is not None:
            self.events.put(json.dumps(event).encode())
        self.told = queue.SimpleQueue()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_):
        """A function that was killed left its question open."""

    def hear(self, expected):
        """The next thing that the function did, and when."""
        try:
            when, what, body = self.told.get(timeout=PATIENCE)
        except queue.Empty:
            when, what, body = 0, "nothing", f"in {PATIENCE} s"
        expect(what == expected, expected, f"{what} {body}")
        return when, body


class Requests(http.server.BaseHTTPRequestHandler):
    """What the function asks and tells."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.server.told.put((time.perf_counter(), f"GET {self.path}", ""))
        event = self.server.events.get()
        self.send_response(200)
        self.send_header("Lambda-Runtime-Aws-Request-Id", REQUEST)
        self.send_header("Lambda-Runtime-Deadline-Ms", str(int(time.time() * 1000) + 900_000))
        self.send_header("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:123456789012:function:f")
        self.send_header("Content-Length", str(len(event)))
        self.end_headers()
        self.wfile.write(event)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.told.put((time.perf_counter(), f"POST {self.path}", body))
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()


def refuses(command):
    """Without settings it says all that is missing at once, and ends."""
    ended = subprocess.run(command, env={}, capture_output=True, text=True, timeout=PATIENCE)
    expect(ended.returncode == 1, "an end with 1 without settings", f"{ended.returncode} {ended.stderr}")
    said = lines(ended.stdout)
    expect(len(said) == 1 and not ended.stderr, "one line without settings", ended.stdout + ended.stderr)
    message = said[0]["message"]
    named = re.findall(r"(\w+): expected [^;]+, but found nothing(?:; |$)", message.removeprefix("claimlake: "))
    expect(said[0]["level"] == "ERROR" and named == REQUIRED, "an error that names " + ", ".join(REQUIRED), message)


def start(function, command, event, answer):
    """Seconds of one start, of its answer, and its peak of memory in MB."""
    api = Api(event)
    settings = {name: "https://sqs.invalid/1/c.fifo" if name.endswith("QUEUE") else "c" for name in REQUIRED}
    lambdas = {
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.server_port}",
        "AWS_LAMBDA_FUNCTION_NAME": function,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_LOG_GROUP_NAME": "g",
        "AWS_LAMBDA_LOG_STREAM_NAME": "s",
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "none",
        "AWS_SECRET_ACCESS_KEY": "none",
    }
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env=settings | lambdas, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        asked, _ = api.hear(f"GET {BASE}/next")
        answered = asked
        if event is not None:
            answered, body = api.hear(f"POST {BASE}/{REQUEST}/response")
            expect(json.loads(body) == answer, answer, body)
            # It lives on.
            api.hear(f"GET {BASE}/next")
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    except SystemExit as failed:
        process.kill()
        log, errors = process.communicate()
        sys.exit(f"{failed}, and its log:\n{log}{errors}")
    process.kill()
    log, errors = process.communicate()
    api.shutdown()
    api.server_close()
    said = lines(log)
    calm = not errors and all(line["level"] == "INFO" for line in said)
    expect(calm and said[0]["message"] == "started", "a start without complaints", log + errors)
    peak = int(re.search(r"VmHWM:\s*(\d+)", status)[1]) * 1024 / 1e6
    return asked - began, answered - asked, peak


def main():
    function, *command = sys.argv[1:]
    emulated = len(command) > 1
    refuses(command)
    event, answer = EVENTS.get(function, (None, None))
    starts = [start(function, command, event, answer) for _ in range(STARTS)]
    inits, answers, peaks = zip(*starts)
    said = [f"init {statistics.median(inits) * 1e3:.0f} ms"]
    if event is not None:
        said.append(f"first answer {statistics.median(answers) * 1e3:.0f} ms")
    # An emulator's memory says nothing about the function's.
    said.append("emulated" if emulated else f"peak {max(peaks):.0f} MB")
    print(", ".join(said))


main()
