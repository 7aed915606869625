"""How fast other open readers of HL7 v2, JSON and XML take the same messages, resources and documents, and in how
much memory.

    python benches/ehr/compare.py [--only NAME] [--part N]   # prints a Markdown table

The files are written by claimlake's bench (`cargo bench -p convert -- write KIND MB FILE`), seeded, nobody's data.
Each measurement is one process on one thread; its CPU seconds (user and system, start included) come from the
kernel, its peak memory (VmHWM) from itself. A slow reader gets a smaller file of the same kind, and its figures are
by MB too; `--part 10` gives all of them a tenth, to try it. What each of them does with a file differs more than its
speed: see docs/performance.md.

`install` beside this puts the others into target/compare, in the versions of the requirements.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PYTHON = ROOT / "target" / "compare" / "ehr" / "bin" / "python"

# Kind of file, then name, how it is run, MB. The first of a kind is the bare scan that the others' time is told in.
TOOLS = {
    "HL7": [
        ("bare memchr scan", ["cargo:hl7v2", "scan"], 400),
        ("claimlake: typed fields", ["cargo:hl7v2", "read"], 200),
        ("claimlake: both passes, to Parquet", ["cargo:convert", "convert"], 50),
        ("python-hl7: parse", ["hl7_parse"], 4),
        ("python-hl7: parse, fields", ["hl7_fields"], 4),
        ("hl7apy: parse_message, no groups", ["hl7apy_parse"], 1),
        ("hl7apy: parse_message, groups, fields", ["hl7apy_fields"], 1),
    ],
    "FHIR": [
        ("bare JSON scan (serde_json)", ["cargo:fhir", "scan"], 400),
        ("bare memchr of line ends", ["cargo:fhir", "lines"], 1000),
        ("claimlake: typed resources", ["cargo:fhir", "read"], 200),
        ("claimlake: both passes, to Parquet", ["cargo:convert", "convert"], 50),
        ("orjson: loads", ["orjson_loads"], 100),
        ("orjson: loads, fields", ["orjson_fields"], 100),
    ],
    "EOB": [
        ("bare JSON scan (serde_json)", ["cargo:fhir", "scan"], 400),
        ("claimlake: typed resources", ["cargo:fhir", "read"], 200),
        ("claimlake: both passes, to Parquet", ["cargo:convert", "convert"], 50),
        ("orjson: loads, fields", ["orjson_fields"], 100),
        ("Polars: scan_ndjson, columns that are not nested", ["polars_top"], 400),
        ("Polars: read_ndjson", ["polars_read"], 100),
        ("Polars: flat columns, to Parquet", ["polars_flat"], 100),
        ("DuckDB: read_json, flat columns", ["duckdb_read"], 100),
        ("DuckDB: read_json, flat columns, to Parquet", ["duckdb_flat"], 100),
    ],
    "CCD": [
        ("bare quick-xml scan", ["cargo:ccda", "scan"], 20),
        ("claimlake: typed entries", ["cargo:ccda", "read"], 20),
        ("claimlake: both passes, to Parquet", ["cargo:convert", "convert"], 20),
        ("lxml: parse", ["lxml_parse"], 20),
        ("lxml: parse, fields", ["lxml_fields"], 20),
        ("lxml: iterparse, fields", ["lxml_entries"], 20),
    ],
}
BENCHES = {"hl7v2": "messages", "fhir": "resources", "ccda": "documents", "convert": "ingest"}


# What runs inside the others' environment. Each returns how much it read: messages, resources or rows, or entries.
# The fields are those that our benches read (`typed`), asked for as the reader's own documentation does.


def messages(path):
    """The messages of a file."""
    message = []
    with open(path, encoding="ascii", newline="\r") as file:
        for segment in file:
            if segment.startswith("MSH") and message:
                yield "".join(message)
                message = []
            message.append(segment)
    yield "".join(message)


def hl7_parse(path):
    import hl7

    return sum(len(hl7.parse(message)) for message in messages(path))


# By segment: field, and component where one is asked for.
FIELDS = {
    "PID": [(3, 1), (3, 5), (5, 1), (5, 2), (7, 1), (8, 1), (11, 1), (11, 3), (11, 5), (13, 6), (18, 1)],
    "PV1": [(2, 1), (3, 1), (3, 4), (7, 1), (7, 2), (8, 1), (14, 1), (18, 1), (19, 1), (36, 1), (44, 1), (45, 1)],
    "FT1": [(2, 1), (4, 1), (5, 1), (6, 1), (7, 1), (10, 1), (11, 1), (12, 1), (13, 1), (19, 1), (20, 1), (23, 1), (25, 1)],
    "OBX": [(2, 1), (3, 1), (3, 3), (4, 1), (5, 1), (6, 1), (7, 1), (8, 1), (11, 1), (14, 1)],
}


def hl7_fields(path):
    import hl7

    told = 0
    for text in messages(path):
        for segment in hl7.parse(text):
            for field, component in FIELDS.get(str(segment[0]), ()):
                try:
                    told += len(str(segment(field)(1)(component)))
                except (IndexError, TypeError):
                    # A field that is not there, or has one component.
                    told += len(str(segment[field])) if field < len(segment) else 0
    return told


def hl7apy_parse(path):
    from hl7apy.parser import parse_message

    return sum(len(parse_message(message, find_groups=False).children) for message in messages(path))


def hl7apy_fields(path):
    from hl7apy.parser import parse_message

    told = 0

    def walk(element):
        nonlocal told
        for child in element.children:
            if child.classname == "Group":
                walk(child)
                continue
            for field, _ in FIELDS.get(child.name, ()):
                for repetition in getattr(child, f"{child.name.lower()}_{field}"):
                    told += len(repetition.to_er7())

    for message in messages(path):
        walk(parse_message(message))
    return told


def lines(path):
    with open(path, "rb", buffering=1 << 20) as file:
        yield from file


def orjson_loads(path):
    import orjson

    return sum(len(orjson.loads(line)) for line in lines(path))


def reference(resource, name):
    return (resource.get(name) or {}).get("reference")


def code(concept):
    codings = (concept or {}).get("coding") or [{}]
    return codings[0].get("code")


def orjson_fields(path):
    """Tuples of columns: a row a resource, and one an item."""
    import orjson

    rows = 0
    for line in lines(path):
        it = orjson.loads(line)
        kind = it["resourceType"]
        who = reference(it, "subject") or reference(it, "patient")
        head = (kind, it["id"], it["meta"]["lastUpdated"], it["identifier"][0]["value"], it.get("status"), who)
        if kind == "Patient":
            name = it["name"][0]
            told = [(*head, name["family"], name["given"][0], it["birthDate"], it["gender"])]
        elif kind == "Encounter":
            period = it["period"]
            told = [(*head, it["class"]["code"], code(it["type"][0]), period["start"], period["end"])]
        elif kind == "Condition":
            told = [(*head, code(it["code"]), code(it["category"][0]), it["onsetDateTime"], it["recordedDate"])]
        elif kind == "Observation":
            value = it["valueQuantity"]
            told = [(*head, code(it["code"]), it["effectiveDateTime"], value["value"], value["code"])]
        else:
            told = [
                (
                    *head,
                    it["created"],
                    item["sequence"],
                    code(item["productOrService"]),
                    item["servicedPeriod"]["start"],
                    item["quantity"]["value"],
                    item["net"]["value"],
                    [(code(one["category"]), one["amount"]["value"]) for one in item.get("adjudication", ())],
                )
                for item in it["item"]
            ]
        rows += len(told)
    return rows


def polars_read(path):
    import polars

    return len(polars.read_ndjson(path))


def polars_top(path):
    import polars

    return len(polars.scan_ndjson(path).select("resourceType", "id", "status", "created").collect())


def polars_flat(path):
    """A row an item, as tuples above."""
    import polars
    from polars import col

    def first(concept):
        return concept.struct.field("coding").list.first().struct.field("code")

    item = col("item").struct
    amounts = item.field("adjudication").list
    flat = (
        polars.read_ndjson(path)
        .select(
            "resourceType",
            "id",
            col("meta").struct.field("lastUpdated"),
            col("identifier").list.first().struct.field("value").alias("number"),
            "status",
            col("patient").struct.field("reference").alias("patient"),
            "created",
            "item",
        )
        .explode("item")
        .with_columns(
            item.field("sequence"),
            first(item.field("productOrService")).alias("code"),
            item.field("servicedPeriod").struct.field("start").alias("serviced"),
            item.field("quantity").struct.field("value").alias("quantity"),
            item.field("net").struct.field("value").alias("net"),
            amounts.eval(first(polars.element().struct.field("category"))).alias("categories"),
            amounts.eval(polars.element().struct.field("amount").struct.field("value")).alias("amounts"),
        )
        .drop("item")
    )
    flat.write_parquet(f"{path}.parquet")
    return len(flat)


ITEMS = """
    with resources as (
        select resourceType, id, meta, identifier, status, patient, created, unnest(item) as line
        from read_json('{path}', format = 'newline_delimited')
    )
    select resourceType, id, meta.lastUpdated as updated, identifier[1].value as number, status,
        patient.reference as patient, created, line.sequence as sequence,
        line.productOrService.coding[1].code as code, line.servicedPeriod.start as serviced,
        line.quantity.value as quantity, line.net.value as net,
        [one.category.coding[1].code for one in line.adjudication] as categories,
        [one.amount.value for one in line.adjudication] as amounts
    from resources
"""


def duckdb_of(path, statement):
    import duckdb

    database = duckdb.connect(config={"threads": 1})
    return database.execute(statement.format(items=ITEMS.format(path=path), path=path)).fetchone()[0]


def duckdb_read(path):
    return duckdb_of(path, "create table flat as {items}")


def duckdb_flat(path):
    return duckdb_of(path, "copy ({items}) to '{path}.parquet' (format parquet)")


V3 = "{urn:hl7-org:v3}"


def lxml_parse(path):
    from lxml import etree

    return sum(1 for _ in etree.parse(path, etree.XMLParser(resolve_entities=False, huge_tree=True)).getroot())


def told(entry):
    """Ids, codes with translations, status, times and values of an entry's statements."""
    found = 0
    for element in entry.iter(V3 + "id", V3 + "code", V3 + "translation", V3 + "value", V3 + "statusCode", V3 + "low"):
        get = element.get
        found += len(get("extension") or get("code") or get("value") or "")
    return found


def lxml_fields(path):
    from lxml import etree

    root = etree.parse(path, etree.XMLParser(resolve_entities=False, huge_tree=True)).getroot()
    return sum(told(entry) for entry in root.iter(V3 + "entry"))


def lxml_entries(path):
    from lxml import etree

    found = 0
    for _, entry in etree.iterparse(path, tag=V3 + "entry", resolve_entities=False, huge_tree=True):
        found += told(entry)
        entry.clear()
        while entry.getprevious() is not None:
            del entry.getparent()[0]
    return found


def run_inside(what, path):
    read = globals()[what](path)
    status = pathlib.Path("/proc/self/status").read_text()
    peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print(read, peak)


def bench(package):
    """The path of a bench's program, built."""
    name = BENCHES[package]
    words = ["cargo", "bench", "-q", "-p", package, "--bench", name, "--no-run", "--message-format=json"]
    lines = subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    found = [line for line in lines if f'"name":"{name}"' in line and '"executable":"' in line]
    return found[-1].split('"executable":"')[1].split('"')[0]


def measure(command):
    """CPU seconds, and what it printed."""
    one = {**os.environ, "POLARS_MAX_THREADS": "1"}
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=one)
    printed = started.stdout.read()
    _, status, usage = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode != 0:
        return None, ["failed", "0"]
    return usage.ru_utime + usage.ru_stime, printed.split()[-2:]


def rate(value):
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def main():
    if sys.argv[1:2] == ["inside"]:
        return run_inside(*sys.argv[2:])
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--only", default="", help="a part of a file's or a tool's name")
    arguments.add_argument("--part", type=int, default=1, help="a part of the sizes: 10 for a tenth")
    asked = arguments.parse_args()
    programs = {f"cargo:{package}": bench(package) for package in BENCHES}
    print("| reader | file | MB | CPU s | MB/s | bare scans | peak MB |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for kind, tools in TOOLS.items():
            bare = None
            for place, (name, (where, *rest), megabytes) in enumerate(tools):
                if place > 0 and asked.only not in name and asked.only not in kind:
                    continue
                if place == 0 and not any(asked.only in name or asked.only in kind for name, *_ in tools):
                    continue
                path = f"{folder}/{kind}-{max(1, megabytes // asked.part)}"
                if not os.path.exists(path):
                    megabytes = path.rsplit("-", 1)[1]
                    subprocess.run([programs["cargo:convert"], "write", kind, megabytes, path], check=True)
                inside = [str(PYTHON), __file__, "inside", where, path]
                command = [programs[where], *rest, path] if where in programs else inside
                seconds, (_, peak) = measure(command)
                size = os.path.getsize(path) / 1e6
                if seconds is None:
                    print(f"| {name} | {kind} | {size:.0f} | failed | | | |", flush=True)
                    continue
                speed = size / seconds
                bare = bare or speed
                row = f"{size:.0f} | {seconds:.1f} | {rate(speed)} | {rate(bare / speed)} | {int(peak) // 1000}"
                print(f"| {name} | {kind} | {row} |", flush=True)
            for name in os.listdir(folder):
                os.remove(f"{folder}/{name}")


if __name__ == "__main__":
    main()
