"""K33 over many claims: claimlake against DuckDB on the same Parquet files.

    python benches/k33/compare.py --claims 10000000 [--home DIR] [--keep]

Writes 835 files of 100,000 claims each (seeded by the claim's number, so every run is the same), drops
them, and asks K33 of both. Each question runs in its own process: median of five, wall and CPU seconds,
two threads. Cold means that the files were dropped from the page cache before (needs root); warm, that
the same process asked once before. Both must give the same numerators and denominators.
"""

import argparse
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PER_FILE, PER_SET = 100_000, 5_000
PAYERS = 8


def claim(n):
    """One claim of two lines: every tenth denied (CO-197), every seventeenth partly (CO-97)."""
    charge, icn = 100 + n % 50 * 10, f"{n:09d}"
    day = f"2026{1 + n % 6:02d}{1 + n % 28:02d}"
    if n % 10 == 3:
        head = f"CLP*A{icn}*1*{charge}*0**12*I{icn}*11*1~NM1*QC*1*DOE*J****MI*M{icn}~"
        first = f"SVC*HC:99213*{charge - 40}*0**0~DTM*472*{day}~CAS*CO*197*{charge - 40}~"
        second = f"SVC*HC:36415*40*0**0~DTM*472*{day}~CAS*CO*197*40~"
    elif n % 17 == 5:
        head = f"CLP*A{icn}*1*{charge}*{charge - 60}*20*12*I{icn}*11*1~NM1*QC*1*DOE*J****MI*M{icn}~"
        first = f"SVC*HC:99213*{charge - 40}*{charge - 60}**1~DTM*472*{day}~CAS*PR*2*20~"
        second = f"SVC*HC:36415*40*0**0~DTM*472*{day}~CAS*CO*97*40~"
    else:
        head = f"CLP*A{icn}*1*{charge}*{charge - 60}*20*12*I{icn}*11*1~NM1*QC*1*DOE*J****MI*M{icn}~"
        first = f"SVC*HC:99213*{charge - 40}*{charge - 90}**1~DTM*472*{day}~CAS*CO*45*30~CAS*PR*2*20~"
        second = f"SVC*HC:36415*40*30**1~DTM*472*{day}~CAS*CO*45*10~"
    paid = 0 if n % 10 == 3 else charge - 60
    return head + first + second, 3 + 6 + (0 if n % 10 == 3 or n % 17 == 5 else 1) - 1, paid


def write_file(folder, file, claims):
    text, sets = [], 0
    control = file + 1
    text.append(f"ISA*00*          *00*          *ZZ*PAYERGATE      *ZZ*CLINIC         *260701*0930*^*00501*{control:09d}*0*P*:~")
    text.append(f"GS*HP*PAYERGATE*CLINIC*20260701*0930*{control}*X*005010X221A1~")
    for start in range(file * PER_FILE, min((file + 1) * PER_FILE, claims), PER_SET):
        sets += 1
        body, segments, total = [], 0, 0
        for n in range(start, min(start + PER_SET, claims)):
            one, count, paid = claim(n)
            body.append(one)
            segments += count
            total += paid
        serial = start // PER_SET
        day = f"2026{1 + serial % 6:02d}{1 + serial % 28:02d}"
        payer = 60000 + serial % PAYERS
        text.append(
            f"ST*835*{sets:04d}~BPR*I*{total}*C*ACH*CCP*01*011000015*DA*1*1512345678**01*021000021*DA*2*{day}~"
            f"TRN*1*EFT{serial}*1512345678~DTM*405*{day}~N1*PR*PAYER {payer}*XV*{payer}~N1*PE*CLINIC*XX*1234567893~LX*1~"
        )
        text += body
        text.append(f"SE*{segments + 8}*{sets:04d}~")
    text.append(f"GE*{sets}*{control}~IEA*1*{control:09d}~")
    (folder / f"{file:04d}.835").write_text("".join(text))


def drop_caches():
    os.sync()
    pathlib.Path("/proc/sys/vm/drop_caches").write_text("3\n")


def child(words, env=None):
    """(answer, wall, cpu) of a process that prints JSON."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    output = subprocess.run(words, check=True, stdout=subprocess.PIPE, env=env).stdout
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(output), wall, cpu


def duck(home):
    """Asks DuckDB in this process; prints answer and seconds (first, second) as JSON."""
    import duckdb
    from deltalake import DeltaTable

    connection = duckdb.connect()
    connection.sql("set threads = 2")
    for name in ("remit_claim", "remit_adjustment", "remit_remark", "remit_payment"):
        table = DeltaTable(f"{home}/warehouse/tables/{name}")
        files = [str(path) for path in table.file_uris()]
        if files:
            connection.sql(f"create view {name} as select * from read_parquet({files!r}, hive_partitioning = false)")
        else:
            connection.register(name, table.to_pyarrow_table())
    classes = json.loads(pathlib.Path(home, "classes.json").read_text())
    connection.execute("create table class(group_code varchar, carc varchar, class varchar, category varchar)")
    connection.executemany("insert into class values (?, ?, ?, ?)", classes)
    query = (HERE / "duckdb.sql").read_text()
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        rows = connection.sql(query).fetchall()
        seconds.append(time.perf_counter() - start)
    print(json.dumps({"rows": [[str(v) for v in r] for r in rows], "seconds": seconds}))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=10_000_000)
    parser.add_argument("--home")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--duck", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.duck:
        return duck(arguments.duck)
    home = arguments.home or tempfile.mkdtemp(prefix="k33-")
    program = str(ROOT / "target/release/claimlake")
    env = {**os.environ, "CLAIMLAKE_HOME": home}
    if not pathlib.Path(home, "state.db").exists():
        files = -(-arguments.claims // PER_FILE)
        landed = 0
        start = time.perf_counter()
        for file in range(files):
            with tempfile.TemporaryDirectory() as folder:
                write_file(pathlib.Path(folder), file, arguments.claims)
                landed += sum(p.stat().st_size for p in pathlib.Path(folder).iterdir())
                subprocess.run([program, "drop", folder], check=True, stdout=subprocess.DEVNULL, env=env)
            shutil.rmtree(pathlib.Path(home, "landing"))
            pathlib.Path(home, "landing").mkdir()
        print(f"{landed / 1e6:.0f} MB of 835 written and dropped in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    classes, _, _ = child([program, "sql", "select group_code, carc, class, category from carc", "--json"], env)
    pathlib.Path(home, "classes.json").write_text(json.dumps([[c["group_code"], c["carc"], c["class"], c["category"]] for c in classes]))

    ask = [program, "kpi", "K33", "--from", "2026-01-01", "--to", "2026-07-01", "--json"]
    other = [sys.executable, str(HERE / "compare.py"), "--duck", home]
    cold = os.geteuid() == 0
    figures = {"claimlake cold": [], "claimlake warm": [], "DuckDB cold": [], "DuckDB warm": []}
    answers = set()
    for _ in range(5):
        if cold:
            drop_caches()
        answer, wall, cpu = child(ask, env)
        figures["claimlake cold"].append((wall, cpu))
        answers.add(tuple(sorted((r["measure"], float(r["numerator"]), float(r["denominator"])) for r in answer["rows"])))
        answer, wall, cpu = child(ask, env)
        figures["claimlake warm"].append((wall, cpu))
        if cold:
            drop_caches()
        answer, wall, cpu = child(other)
        figures["DuckDB cold"].append((answer["seconds"][0], cpu / 2))
        figures["DuckDB warm"].append((answer["seconds"][1], cpu / 2))
        answers.add(tuple(sorted((m, float(n), float(d)) for m, n, d in answer["rows"])))
    assert len(answers) == 1, answers
    print(f"| K33, {arguments.claims:,} claims | wall s | CPU s |\n| --- | ---: | ---: |")
    for name, values in figures.items():
        print(f"| {name} | {statistics.median(v[0] for v in values):.2f} | {statistics.median(v[1] for v in values):.2f} |")
    if not arguments.home and not arguments.keep:
        shutil.rmtree(home)


main()
