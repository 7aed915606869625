"""How fast other open readers of X12 take the same 835 and 837P, and in how much memory.

    python benches/x12/compare.py [--only NAME]   # prints a Markdown table

The files are written by claimlake's bench (`cargo bench -p convert -- write KIND MB FILE`): one set each,
seeded. Each measurement is one process; its CPU seconds (user and system, start included) come from the
kernel, its peak memory (VmHWM) from itself. A tool gets a file that takes it some seconds, so sizes differ.
What each of them does with a file differs more than its speed: see docs/performance.md.

`install` beside this puts the others into target/compare, in the versions of the requirements.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TO = ROOT / "target" / "compare"

# X12ModelReader refuses an 835 whose payer has a technical contact, which the guide requires: it makes a list
# of several PER and no list of one. It gets the file without.
CONTACT = b"PER*BL*PROVIDER SERVICES*TE*8005551212~"

# Name, how it is run, MB of 835 and of 837P.
TOOLS = [
    ("claimlake: typed loops", ["cargo:x12", "read", "KIND", "FILE"], 200),
    ("claimlake: both passes, to Parquet", ["cargo:convert", "convert", "FILE"], 50),
    ("pyx12: X12Reader", ["pyx12", "pyx12_reader", "FILE"], 10),
    ("pyx12: x12n_document", ["pyx12", "pyx12_validate", "FILE"], 2),
    ("linuxforhealth-x12: X12SegmentReader", ["linuxforhealth", "lfh_segments", "FILE"], 20),
    ("linuxforhealth-x12: X12ModelReader, no PER", ["linuxforhealth", "lfh_models", "FILE"], 2),
    ("node-x12: X12Parser, streamed", ["node", "stream", "FILE"], 20),
    ("node-x12: X12Parser.parse", ["node", "parse", "FILE"], 20),
]


# What runs inside the others' environments. Each returns how much it read.


def pyx12_reader(path):
    import pyx12.x12file

    with open(path, encoding="ascii") as file:
        return sum(1 for _ in pyx12.x12file.X12Reader(file))


def pyx12_validate(path):
    import pyx12.params
    import pyx12.x12n_document

    # Without an acknowledgment and without HTML: parsing and checking alone.
    valid = pyx12.x12n_document.x12n_document(pyx12.params.ParamsBase(), path, None, None)
    return "valid" if valid else "not valid"


def lfh_segments(path):
    from linuxforhealth.x12.io import X12SegmentReader

    with X12SegmentReader(path) as reader:
        return sum(1 for _ in reader.segments())


def lfh_models(path):
    from linuxforhealth.x12.io import X12ModelReader

    with X12ModelReader(path) as reader:
        return sum(1 for _ in reader.models())


def run_inside(what, path):
    read = globals()[what](path)
    status = pathlib.Path("/proc/self/status").read_text()
    peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print(str(read).replace(" ", "_"), peak)


def bench(package):
    """The path of a bench's program, built."""
    name = {"x12": "tokens", "convert": "ingest"}[package]
    words = ["cargo", "bench", "-q", "-p", package, "--bench", name, "--no-run", "--message-format=json"]
    lines = subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    found = [line for line in lines if f'"name":"{name}"' in line and '"executable":"' in line]
    return found[-1].split('"executable":"')[1].split('"')[0]


def without_contact(path):
    text = pathlib.Path(path).read_bytes()
    if CONTACT in text:
        text = text.replace(CONTACT, b"")
        text = re.sub(rb"SE\*(\d+)", lambda found: b"SE*%d" % (int(found[1]) - 1), text)
    pathlib.Path(f"{path}-no-per").write_bytes(text)
    return f"{path}-no-per"


def measure(command):
    """CPU seconds, and what it printed."""
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    printed = started.stdout.read()
    _, status, usage = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode != 0:
        return None, ["failed", "0"]
    return usage.ru_utime + usage.ru_stime, printed.split()[-2:]


def rate(value):
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def main():
    if sys.argv[1:2] == ["inside"]:
        return run_inside(*sys.argv[2:])
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--only", default="", help="a part of a tool's name")
    only = arguments.parse_args().only
    programs = {f"cargo:{package}": bench(package) for package in ("x12", "convert")}
    print("| reader | file | MB | CPU s | MB/s | peak MB |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for name, words, megabytes in TOOLS:
            if only not in name:
                continue
            for kind in ("835", "837P"):
                path = f"{folder}/{kind}-{megabytes}.edi"
                if not os.path.exists(path):
                    write = [programs["cargo:convert"], "write", kind, str(megabytes), path]
                    subprocess.run(write, check=True)
                if name.endswith("no PER"):
                    path = without_contact(path)
                where, *rest = [path if w == "FILE" else kind if w == "KIND" else w for w in words]
                if where in programs:
                    command = [programs[where], *rest]
                elif where == "node":
                    command = ["node", str(HERE / "node_x12.js"), *rest]
                else:
                    command = [str(TO / where / "bin" / "python"), __file__, "inside", *rest]
                seconds, (read, peak) = measure(command)
                size = os.path.getsize(path) / 1e6
                if seconds is None or read == "not_valid":
                    print(f"| {name} | {kind} | {size:.0f} | {read} | | |", flush=True)
                    continue
                row = f"{size:.0f} | {seconds:.1f} | {rate(size / seconds)} | {int(peak) // 1000}"
                print(f"| {name} | {kind} | {row} |", flush=True)


if __name__ == "__main__":
    main()
