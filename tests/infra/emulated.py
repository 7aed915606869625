"""A deployment on an emulated account: what it needs in a folder, and the account itself.

CLAIMLAKE_EMULATOR, CLAIMLAKE_SAM and CLAIMLAKE_AWS name MiniStack's program, sam and the AWS command
line. The functions and the program `claimlake` are those of the tests, in target/debug.
"""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FUNCTIONS = ["ingest", "commit-tables", "triage-denials", "answer-kpi", "maintain-tables", "mirror-state"]


def environment(home, address):
    """Of a shell that is to reach the account as its root."""
    return {
        "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_PAGER": "",
        "SAM_CLI_TELEMETRY": "0",
    }


def lay_out(home):
    """A folder `clone` with what stands in one after `./release`, and a folder `bin` for PATH."""
    programs(home / "bin")
    folder = home / "clone"
    (folder / "infra").mkdir(parents=True)
    shutil.copy(ROOT / "infra/template.yaml", folder / "infra")
    # The tests' functions are built for the machine that they run on, and sam reads this file by itself.
    (folder / "infra/samconfig.toml").write_text(
        'version = 0.1\n[default.deploy.parameters]\nparameter_overrides = "Architecture=x86_64"\n'
    )
    shutil.copytree(ROOT / "events", folder / "events")
    for function in FUNCTIONS:
        built = ROOT / "target/debug" / function
        assert built.exists(), f"expected {built}: run cargo build --workspace"
        (folder / "target/lambda" / function).mkdir(parents=True)
        stripped = folder / "target/lambda" / function / "bootstrap"
        # What only a debugger needs would be uploaded, too.
        subprocess.run(["strip", "-o", stripped, built], check=True)


def programs(folder):
    """The programs that are needed, in a folder for PATH."""
    folder.mkdir()
    (folder / "claimlake").symlink_to(ROOT / "target/debug/claimlake")
    for name, variable in (("sam", "CLAIMLAKE_SAM"), ("aws", "CLAIMLAKE_AWS")):
        assert variable in os.environ, f"expected {variable} to name {name}: run ./verify deploy"
        (folder / name).symlink_to(os.environ[variable])


class Emulator:
    """MiniStack on a free port, stopped at the end. Functions reach it by `seen`, if that is given."""

    def __init__(self, home, seen=None):
        assert "CLAIMLAKE_EMULATOR" in os.environ, "expected CLAIMLAKE_EMULATOR: run ./verify deploy"
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        home.mkdir()
        # It hands its own environment on to functions.
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "TMPDIR": str(home),
            "GATEWAY_PORT": str(port),
            "BIND_HOST": "127.0.0.1",
            "MINISTACK_HOST": "127.0.0.1",
            "IOT_MTLS_ENABLED": "0",
            "AWS_ENDPOINT_URL": seen or self.address,
        }
        with open(home / "log", "w") as log:
            self.process = subprocess.Popen(
                [os.environ["CLAIMLAKE_EMULATOR"]], env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def __enter__(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{self.address}/_ministack/health", timeout=5).close()
                return self
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        raise AssertionError("expected the emulator to start within a minute")

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
