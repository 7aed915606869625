"""Which representation of a key joins, compresses and is looked up best.

    pip install -r requirements.txt
    python measure.py --rows 10000000 --out results.md

Two kinds of keys are measured, each in several representations:

* the *row key* of a remittance claim, (doc_id, CLP ordinal), joined to its adjustments;
* the *case key* of a claim, (provider NPI, account), by which submitted claims and remittances meet.

Data is made up from a seed. Every measurement runs in a child process of its own, so that CPU seconds
(user and system, all threads) and peak memory are its own. Data goes to a temporary folder and is deleted.

Not measured: writing time (other work would blur it), object stores, more than one machine.
"""

import argparse
import hashlib
import json
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

SEED = 20240607
THREADS = 2
ROWS_PER_FILE = 1_000_000
ROWS_PER_PAGE = 1_000
LOOKUPS = 99  # shared out over the repeats
BATCHES = 15
DAYS = 15
WARM = 3  # queries before the clock starts
REPEATS = 3
PROVIDERS = 40
FIRST_DAY = 19_000  # days since 1970, in 2022
SPAN_DAYS = 3 * 365
TEN_TO_38 = 10**38


# ---------------------------------------------------------------- candidates


@dataclass(frozen=True)
class Column:
    """One stored key column and how Parquet encodes it."""

    name: str
    encoding: str | None  # None: dictionary
    bloom: bool = True


@dataclass(frozen=True)
class Candidate:
    """One representation of a key."""

    name: str
    family: str  # "row" or "case"
    title: str
    form: str  # "text", "pair", "binary_pair", "binary", "fixed" or "decimal"
    columns: tuple[Column, ...]

    def names(self) -> list[str]:
        return [column.name for column in self.columns]


KEY = (Column("key", "delta_byte_array"),)
CANDIDATES = [
    Candidate("A1", "row", "one string `doc-clp`", "text", KEY),
    Candidate("A2", "row", "pair: doc_id as 32 hex, clp int32", "pair",
              (Column("doc_id", None), Column("clp", "delta_binary_packed", bloom=False))),
    Candidate("A3", "row", "pair: doc_id as 16 bytes, clp int32", "binary_pair",
              (Column("doc_id", None), Column("clp", "delta_binary_packed", bloom=False))),
    Candidate("B1", "row", "digest, binary", "binary", KEY),
    Candidate("B2", "row", "digest, fixed 16 bytes", "fixed", KEY),
    Candidate("C", "row", "digest, decimal(38,0)", "decimal", KEY),
    Candidate("D1", "case", "one string, npi and account", "text", KEY),
    Candidate("D2", "case", "pair: npi, account (strings)", "pair",
              (Column("npi", None, bloom=False), Column("account", "delta_byte_array"))),
    Candidate("D3", "case", "digest, binary", "binary", KEY),
    Candidate("D4", "case", "digest, fixed 16 bytes", "fixed", KEY),
    Candidate("D5", "case", "digest, decimal(38,0)", "decimal", KEY),
]


# ---------------------------------------------------------------- made-up data


class Claims:
    """Remittance claims in the order they come in, as numbers; text is made per file."""

    def __init__(self, rows: int):
        rng = np.random.default_rng(SEED)
        sizes = rng.integers(50, 501, rows // 50 + 1)
        docs = int(np.searchsorted(np.cumsum(sizes), rows)) + 1
        sizes = sizes[:docs]
        self.doc = np.repeat(np.arange(docs), sizes)[:rows]
        starts = np.cumsum(sizes) - sizes
        self.clp = (np.arange(rows) - starts[self.doc] + 1).astype(np.int32)
        self.doc_digest = digests([b"document %d" % doc for doc in range(docs)])

        self.npis = np.sort(1_000_000_000 + rng.choice(900_000_000, PROVIDERS, replace=False))
        weights = 1 / np.arange(1, PROVIDERS + 1) ** 0.7
        self.npi = rng.choice(PROVIDERS, docs, p=weights / weights.sum())[self.doc].astype(np.int64)
        self.account, self.service_day = accounts(rng, self.npi)

        self.paid = rng.integers(0, 500_000, rows)
        self.charge = self.paid + rng.integers(0, 300_000, rows)
        self.status = rng.choice(np.array(["1", "2", "3", "4", "22"]), rows, p=[0.8, 0.1, 0.01, 0.07, 0.02])
        self.control = (self.doc + 2_024_000_000) * 1_000_000 + rng.integers(0, 1_000_000, rows)
        self.adjustments = rng.integers(1, 4, rows)

        self.row_digest = digest_arrays(self.row_text, rows)
        self.case_digest = digest_arrays(self.case_text, rows)

    def row_text(self, rows: np.ndarray) -> pa.Array:
        """`<32 hex>-<clp, 6 digits>`."""
        clp = pc.utf8_lpad(pa.array(self.clp[rows]).cast(pa.string()), 6, "0")
        return pc.binary_join_element_wise(self.doc_hex(rows), clp, "-")

    def doc_hex(self, rows: np.ndarray) -> pa.Array:
        texts = pa.array([bytes(digest).hex() for digest in self.doc_digest])
        return texts.take(pa.array(self.doc[rows]))

    def npi_text(self, rows: np.ndarray) -> pa.Array:
        return pa.array(self.npis[self.npi[rows]]).cast(pa.string())

    def account_text(self, rows: np.ndarray) -> pa.Array:
        digits = pc.utf8_lpad(pa.array(self.account[rows]).cast(pa.string()), 9, "0")
        return pc.binary_join_element_wise(pa.scalar("ACCT"), digits, "")

    def case_text(self, rows: np.ndarray) -> pa.Array:
        return pc.binary_join_element_wise(self.npi_text(rows), self.account_text(rows), "|")

    def key_arrays(self, candidate: Candidate, rows: np.ndarray) -> list[pa.Array]:
        """The candidate's key columns of these rows."""
        row = candidate.family == "row"
        digest = self.row_digest if row else self.case_digest
        match candidate.form:
            case "text":
                return [self.row_text(rows) if row else self.case_text(rows)]
            case "pair" if row:
                return [self.doc_hex(rows), pa.array(self.clp[rows])]
            case "pair":
                return [self.npi_text(rows), self.account_text(rows)]
            case "binary_pair":
                return [fixed(self.doc_digest[self.doc[rows]]).cast(pa.binary()), pa.array(self.clp[rows])]
            case "binary":
                return [fixed(digest[rows]).cast(pa.binary())]
            case "fixed":
                return [fixed(digest[rows])]
            case "decimal":
                return [decimal(*modulo_ten_to_38(*halves(digest[rows])), 38, 0)]
        raise ValueError(candidate.form)

    def order(self, candidate: Candidate, layout: str) -> np.ndarray:
        """Row numbers in the order in which a layout stores them."""
        if layout == "ingest":
            return np.arange(len(self.doc))
        if layout == "case" or (candidate.family == "case" and candidate.form in ("text", "pair")):
            return np.lexsort((self.account, self.npi))
        if candidate.form in ("text", "pair", "binary_pair"):
            high, low = halves(self.doc_digest)
            rank = np.argsort(np.lexsort((low, high)))
            return np.lexsort((self.clp, rank[self.doc]))
        high, low = halves(self.row_digest if candidate.family == "row" else self.case_digest)
        if candidate.form == "decimal":
            high, low = modulo_ten_to_38(high, low)
        return np.lexsort((low, high))

    def first_of_case(self) -> np.ndarray:
        """One row for each case, by service day: what was submitted, in the order of submission."""
        _, first = np.unique(self.npi * 10**10 + self.account, return_index=True)
        return first[np.argsort(self.service_day[first], kind="stable")]


def accounts(rng: np.random.Generator, npi: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Accounts are numbered per provider; remittances follow some weeks later, 1.25 for each account."""
    account = np.zeros(len(npi), dtype=np.int64)
    day = np.zeros(len(npi), dtype=np.int32)
    for provider in range(PROVIDERS):
        rows = np.flatnonzero(npi == provider)
        last = len(rows) * 0.8
        lag = last * 0.02  # about three weeks of three years
        number = np.clip(np.arange(len(rows)) * 0.8 + rng.normal(0, lag, len(rows)), 0, last).astype(np.int64)
        account[rows] = 100_000 + number
        day[rows] = FIRST_DAY + number * SPAN_DAYS / max(last, 1)
    return account, day


def digests(texts: list[bytes]) -> np.ndarray:
    """The first 16 bytes of each text's sha256, as rows of bytes."""
    joined = b"".join(hashlib.sha256(text).digest()[:16] for text in texts)
    return np.frombuffer(joined, dtype=np.uint8).reshape(-1, 16)


def digest_arrays(text_of, rows: int) -> np.ndarray:
    parts = []
    for start in range(0, rows, ROWS_PER_FILE):
        texts = text_of(np.arange(start, min(rows, start + ROWS_PER_FILE)))
        parts.append(digests(texts.cast(pa.binary()).to_pylist()))
    return np.concatenate(parts)


def halves(digest: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The high and low 64 bits of 16 big-endian bytes."""
    pair = np.ascontiguousarray(digest).view(">u8").reshape(-1, 2).astype(np.uint64)
    return pair[:, 0].copy(), pair[:, 1].copy()


def modulo_ten_to_38(high: np.ndarray, low: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A 128-bit number is below 4 * 10^38, so three conditional subtractions will do."""
    modulus_high, modulus_low = np.uint64(TEN_TO_38 >> 64), np.uint64(TEN_TO_38 & (2**64 - 1))
    for _ in range(3):
        above = (high > modulus_high) | ((high == modulus_high) & (low >= modulus_low))
        borrow = (low < modulus_low).astype(np.uint64)
        high = np.where(above, high - modulus_high - borrow, high)
        low = np.where(above, low - modulus_low, low)
    return high, low


def fixed(digest: np.ndarray) -> pa.Array:
    data = np.ascontiguousarray(digest)
    return pa.FixedSizeBinaryArray.from_buffers(pa.binary(16), len(data), [None, pa.py_buffer(data)])


def decimal(high: np.ndarray, low: np.ndarray, precision: int, scale: int) -> pa.Array:
    data = np.ascontiguousarray(np.stack([low, high], axis=1))
    return pa.Decimal128Array.from_buffers(pa.decimal128(precision, scale), len(data), [None, pa.py_buffer(data)])


def money(cents: np.ndarray) -> pa.Array:
    return decimal(np.zeros(len(cents), dtype=np.uint64), cents.astype(np.uint64), 18, 2)


# ---------------------------------------------------------------- tables


def remit_claim(claims: Claims, candidate: Candidate, rows: np.ndarray) -> pa.Table:
    return pa.table(claims.key_arrays(candidate, rows) + [
        money(claims.paid[rows]),
        money(claims.charge[rows]),
        pa.array(claims.status[rows]),
        pa.array(claims.service_day[rows]).cast(pa.date32()),
        pa.array(claims.control[rows]).cast(pa.string()),
    ], names=candidate.names() + ["paid", "charge", "status", "service_date", "payer_control_number"])


def adjustment(claims: Claims, candidate: Candidate, rows: np.ndarray) -> pa.Table:
    """One to three adjustments for each claim, two on average."""
    counts = claims.adjustments[rows]
    parents = np.repeat(rows, counts)
    ordinal = (np.arange(len(parents)) - np.repeat(np.cumsum(counts) - counts, counts) + 1).astype(np.int32)
    carcs = np.array(["45", "1", "2", "3", "16", "97"])
    return pa.table(claims.key_arrays(candidate, parents) + [
        pa.array(np.ones(len(parents), dtype=np.int32)),
        pa.array(ordinal),
        pa.array(carcs[(parents * 7 + ordinal) % 6]),
        money((parents * 31 + ordinal * 17) % 100_000),
    ], names=candidate.names() + ["svc", "cas", "carc", "amount"])


def submitted_claim(claims: Claims, candidate: Candidate, rows: np.ndarray) -> pa.Table:
    return pa.table(claims.key_arrays(candidate, rows) + [
        money(claims.charge[rows]),
        pa.array(claims.service_day[rows]).cast(pa.date32()),
    ], names=candidate.names() + ["charge", "service_date"])


def write_table(folder: Path, candidate: Candidate, make, rows: np.ndarray) -> None:
    """Writes files of a million parents each with DataFusion's own Parquet writer, as the product does."""
    from datafusion import ParquetColumnOptions, ParquetWriterOptions, SessionConfig, SessionContext

    folder.mkdir(parents=True)
    options = ParquetWriterOptions(
        compression="zstd(3)",
        data_page_row_count_limit=ROWS_PER_PAGE,
        write_batch_size=ROWS_PER_PAGE,
        column_specific_options={
            column.name: ParquetColumnOptions(
                encoding=column.encoding,
                dictionary_enabled=column.encoding is None,
                bloom_filter_enabled=column.bloom,
            )
            for column in candidate.columns
        },
    )
    context = SessionContext(SessionConfig().with_target_partitions(1))
    for number, start in enumerate(range(0, len(rows), ROWS_PER_FILE)):
        table = make(rows[start:start + ROWS_PER_FILE])
        context.from_arrow(table).write_parquet_with_options(str(folder / f"{number:03}.parquet"), options)


def column_sizes(folder: Path) -> dict[str, float]:
    """Compressed bytes of each column, and of its bloom filters as `name bloom`."""
    import duckdb

    sizes: dict[str, float] = {}
    found = duckdb.sql(
        "select path_in_schema, sum(total_compressed_size), sum(coalesce(bloom_filter_length, 0)), sum(num_values)"
        f" from parquet_metadata('{folder}/*.parquet') group by 1").fetchall()
    for name, compressed, bloom, values in found:
        sizes[name] = float(compressed)
        sizes[f"{name} bloom"] = float(bloom)
        sizes["rows"] = float(values)
    return sizes


# ---------------------------------------------------------------- queries


def join_sql(candidate: Candidate, parent: str, child: str, amount: str, total: str) -> str:
    keys = ", ".join(candidate.names())
    on = " and ".join(f"p.{name} = c.{name}" for name in candidate.names())
    return (f"select count(*) as n, sum(p.{total}) as parents, sum(c.amounts) as children from {parent} p join "
            f"(select {keys}, sum({amount}) as amounts from {child} group by {keys}) c on {on}")


def group_sql(candidate: Candidate, table: str, amount: str) -> str:
    keys = ", ".join(candidate.names())
    return (f"select count(*) as n, max(amounts) as largest from "
            f"(select {keys}, sum({amount}) as amounts from {table} group by {keys}) g")


def literals(candidate: Candidate, claims: Claims, rows: np.ndarray, engine: str) -> list[list[str]]:
    """SQL literals of the key columns, one list for each row."""
    columns = [array.to_pylist() for array in claims.key_arrays(candidate, rows)]
    return [[literal(value, candidate, engine) for value in values] for values in zip(*columns)]


def literal(value, candidate: Candidate, engine: str) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return f"'{value}'"
    if not isinstance(value, bytes):  # Decimal
        return f"cast('{value}' as decimal(38, 0))"
    if engine == "duckdb":
        return f"from_hex('{value.hex()}')"
    if candidate.form == "fixed":
        return f"arrow_cast(X'{value.hex()}', 'FixedSizeBinary(16)')"
    return f"X'{value.hex()}'"


def lookup_sql(candidate: Candidate, claims: Claims, rows: np.ndarray, engine: str) -> list[str]:
    """One query for each row: the rows with its key."""
    queries = []
    for values in literals(candidate, claims, rows, engine):
        where = " and ".join(f"{name} = {value}" for name, value in zip(candidate.names(), values))
        queries.append(f"select count(*) as n, sum(paid) as paid from remit_claim where {where}")
    return queries


def batch_sql(candidate: Candidate, claims: Claims, docs: np.ndarray, engine: str) -> list[str]:
    """One query for each document: all rows of the document's cases, as an evaluator reads them.

    The last key column's smallest and largest value is given beside the list: an engine can prune by it.
    """
    queries = []
    for doc in docs:
        rows = np.flatnonzero(claims.doc == doc)
        values = literals(candidate, claims, rows, engine)
        last = sorted({value[-1] for value in values})
        name = candidate.names()[-1]
        where = f"{name} in ({', '.join(last)}) and {name} between {last[0]} and {last[-1]}"
        if candidate.form == "decimal":
            ordered = sorted(last, key=lambda text: int(text.split("'")[1]))
            where = f"{name} in ({', '.join(last)}) and {name} between {ordered[0]} and {ordered[-1]}"
        if len(values[0]) > 1:
            where = f"{candidate.names()[0]} = {values[0][0]} and {where}"
        queries.append(f"select count(*) as n, sum(paid) as paid from remit_claim where {where}")
    return queries


def day_sql(days: np.ndarray) -> list[str]:
    return [f"select count(*) as n, sum(paid) as paid from remit_claim where service_date = "
            f"cast('{np.datetime64(int(day), 'D')}' as date)" for day in days]


# ---------------------------------------------------------------- child process


def open_engine(engine: str, tables: dict[str, str]):
    """A function that runs SQL and gives rows, over the tables."""
    if engine == "duckdb":
        import duckdb

        connection = duckdb.connect(config={"threads": THREADS})
        connection.execute("set parquet_metadata_cache = true")
        for name, folder in tables.items():
            connection.execute(f"create view {name} as select * from read_parquet('{folder}/*.parquet')")
        return lambda sql: connection.execute(sql).fetchall()

    from datafusion import SessionConfig, SessionContext

    context = SessionContext(SessionConfig().with_target_partitions(THREADS))
    for name, folder in tables.items():
        context.register_parquet(name, folder)

    def run(sql: str) -> list[tuple]:
        rows = pa.Table.from_batches(context.sql(sql).collect()).to_pylist()
        return [tuple(row.values()) for row in rows]

    return run


def cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def bytes_read() -> int:
    return int(re.search(r"rchar: (\d+)", Path("/proc/self/io").read_text()).group(1))


def peak_memory_mb() -> float:
    """Of this process alone; `ru_maxrss` may start with the parent's."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text()).group(1)) / 1024


def child(spec: dict) -> dict:
    run = open_engine(spec["engine"], spec["tables"])
    for sql in spec["warm"]:
        run(sql)
    cpu, wall, read = cpu_seconds(), time.perf_counter(), bytes_read()
    answers = [run(sql) for sql in spec["queries"]]
    cpu, wall, read = cpu_seconds() - cpu, time.perf_counter() - wall, bytes_read() - read
    count = len(spec["queries"])
    said = [[str(value) for value in row] for rows in answers for row in rows]
    return {
        "cpu": cpu / count,
        "wall": wall / count,
        "read": read / count,
        "memory": peak_memory_mb(),
        "answer": hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest(),
        "pruning": pruning(spec["engine"], run, spec["queries"][0]) if spec["explain"] else "",
    }


def pruning(engine: str, run, sql: str) -> str:
    """What the engine says it left out, shortened."""
    text = "\n".join(str(value) for row in run("explain analyze " + sql) for value in row)
    if engine == "duckdb":
        found = re.search(r"Row Groups Scanned:\s*(\d+)\s*/\s*(\d+)", text)
        return f"row groups read {found.group(1)} of {found.group(2)}" if found else "not told"
    kept = []
    for metric in ("row_groups_pruned_statistics", "row_groups_pruned_bloom_filter", "page_index_pages_pruned"):
        # As in `row_groups_pruned_statistics=10 total -> 1 matched`, and thousands as in `9.77 K`.
        found = re.search(metric + r"=([\d.]+(?: [KM])?) total . ([\d.]+(?: [KM])?) matched", text)
        kept.append(f"{found.group(2)} of {found.group(1)}" if found else "?")
    return f"row groups {kept[0]}, bloom {kept[1]}, pages {kept[2]}"


# ---------------------------------------------------------------- measuring


@dataclass(frozen=True)
class Measurement:
    """One thing to measure: the same queries for every candidate, layout and engine."""

    candidate: Candidate
    layout: str
    engine: str
    what: str
    tables: dict[str, Path]
    queries: list[str]
    warm: list[str]

    def name(self) -> tuple[str, str, str, str]:
        return self.candidate.name, self.layout, self.engine, self.what

    def run(self, repeat: int) -> dict:
        """In a child process. Many queries are shared out over the repeats, one query is repeated."""
        queries = self.queries[repeat::REPEATS] if len(self.queries) > 1 else self.queries
        spec = {"engine": self.engine, "tables": {name: str(path) for name, path in self.tables.items()},
                "queries": queries, "warm": self.warm, "explain": repeat == 0 and len(self.queries) > 1}
        done = subprocess.run([sys.executable, __file__, "--child"], input=json.dumps(spec), text=True,
                              capture_output=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr[-600:])
        return json.loads(done.stdout)


class Results:
    """Runs measurements and keeps medians."""

    def __init__(self):
        self.rows: dict[tuple, dict] = {}
        self.sizes: dict[tuple, dict] = {}
        self.answers: dict[tuple, str] = {}

    def measure(self, measurements: list[Measurement]) -> None:
        """In turn, so that what else the machine does falls on all candidates alike."""
        runs: dict[tuple, list[dict]] = {}
        for repeat in range(REPEATS):
            for measurement in measurements:
                try:
                    run = measurement.run(repeat)
                except RuntimeError as error:
                    print(f"failed: {measurement.name()}: {error}", file=sys.stderr)
                    continue
                runs.setdefault(measurement.name(), []).append(run)
                self.check_answer(measurement, repeat, run)
        for name, found in runs.items():
            row = {key: statistics.median(run[key] for run in found) for key in ("cpu", "wall", "read", "memory")}
            row |= {"pruning": found[0]["pruning"], "all_cpu": [run["cpu"] for run in found]}
            self.rows[name] = row
            print(f"  {' '.join(name)}: cpu {row['cpu']:.4f} wall {row['wall']:.4f} memory {row['memory']:.0f} MB "
                  f"{row['pruning']}", file=sys.stderr)

    def check_answer(self, measurement: Measurement, repeat: int, run: dict) -> None:
        """Every representation must give the same answer."""
        part = repeat if len(measurement.queries) > 1 else 0
        expected = self.answers.setdefault((measurement.candidate.family, measurement.what, part), run["answer"])
        if run["answer"] != expected:
            print(f"other answer: {measurement.name()}", file=sys.stderr)


ENGINES = ("datafusion", "duckdb")
LAYOUTS = {"row": ("ingest", "key", "case"), "case": ("ingest", "key")}
CHILD = {"row": "adjustment", "case": "claim"}


def write_row_tables(claims: Claims, candidate: Candidate, layout: str, scratch: Path) -> dict:
    """Remittance claims and, where they are joined, their adjustments in the same order."""
    rows = claims.order(candidate, layout)
    tables = {"remit_claim": scratch / candidate.name / "remit_claim"}
    write_table(tables["remit_claim"], candidate, lambda part: remit_claim(claims, candidate, part), rows)
    if layout != "key":
        tables["adjustment"] = scratch / candidate.name / "adjustment"
        write_table(tables["adjustment"], candidate, lambda part: adjustment(claims, candidate, part), rows)
    return tables


def write_case_tables(claims: Claims, candidate: Candidate, layout: str, scratch: Path) -> dict:
    """Remittance claims and what was submitted, one row for each case."""
    rows = claims.order(candidate, layout)
    first = claims.first_of_case()
    if layout == "key":
        chosen = np.zeros(len(rows), dtype=bool)
        chosen[first] = True
        first = rows[chosen[rows]]
    tables = {"remit_claim": scratch / candidate.name / "remit_claim", "claim": scratch / candidate.name / "claim"}
    write_table(tables["remit_claim"], candidate, lambda part: remit_claim(claims, candidate, part), rows)
    write_table(tables["claim"], candidate, lambda part: submitted_claim(claims, candidate, part), first)
    return tables


def row_measurements(
    claims: Claims, candidate: Candidate, layout: str, engine: str, tables: dict
) -> list[Measurement]:
    """Look-up of one row; join to adjustments; adjustments by claim."""
    picks = np.random.default_rng(SEED + 1).integers(0, len(claims.doc), LOOKUPS + WARM)
    queries = lookup_sql(candidate, claims, picks, engine)
    asked = [("look-up", queries[WARM:], queries[:WARM])]
    if layout != "key":
        asked.append(("join", [join_sql(candidate, "remit_claim", "adjustment", "amount", "paid")], []))
    if layout == "ingest":
        asked.append(("group", [group_sql(candidate, "adjustment", "amount")], []))
    return [Measurement(candidate, layout, engine, what, tables, queries, warm) for what, queries, warm in asked]


def case_measurements(
    claims: Claims, candidate: Candidate, layout: str, engine: str, tables: dict
) -> list[Measurement]:
    """Look-up of one case, of all cases of a document, of a day; join of submitted claims and remittances."""
    rng = np.random.default_rng(SEED + 2)
    lookups = lookup_sql(candidate, claims, rng.integers(0, len(claims.doc), LOOKUPS + WARM), engine)
    batches = batch_sql(candidate, claims, rng.integers(0, claims.doc[-1], BATCHES + WARM), engine)
    days = day_sql(FIRST_DAY + rng.integers(100, SPAN_DAYS - 100, DAYS + WARM))
    asked = [
        ("look-up", lookups[WARM:], lookups[:WARM]),
        ("batch", batches[WARM:], batches[:WARM]),
        ("day", days[WARM:], days[:WARM]),
        ("join", [join_sql(candidate, "claim", "remit_claim", "paid", "charge")], []),
    ]
    return [Measurement(candidate, layout, engine, what, tables, queries, warm) for what, queries, warm in asked]


def measure_layout(results: Results, claims: Claims, family: str, layout: str, only: list[str], scratch: Path) -> None:
    """All candidates of a family in one layout: write, measure in turn, delete."""
    write, plan = {"row": (write_row_tables, row_measurements), "case": (write_case_tables, case_measurements)}[family]
    measurements = []
    for candidate in CANDIDATES:
        if candidate.family != family or candidate.name not in only:
            continue
        tables = write(claims, candidate, layout, scratch)
        for name, folder in tables.items():
            results.sizes[candidate.name, layout, name] = column_sizes(folder)
        for engine in ENGINES:
            measurements += plan(claims, candidate, layout, engine, tables)
    results.measure(measurements)
    for measurement in measurements:
        for folder in measurement.tables.values():
            shutil.rmtree(folder, ignore_errors=True)


def delta_statistics(scratch: Path) -> list[list[str]]:
    """What a Delta log keeps about one file of each representation, and whether a look-up by it finds its row."""
    from deltalake import DeltaTable, QueryBuilder, write_deltalake

    digest = digests([b"one", b"two", b"three"])
    arrays = {
        "string": pa.array([bytes(row).hex() for row in digest]),
        "binary": fixed(digest).cast(pa.binary()),
        "fixed": fixed(digest),
        "decimal": decimal(*modulo_ten_to_38(*halves(digest)), 38, 0),
    }
    lines = []
    for name, array in arrays.items():
        folder = scratch / f"delta-{name}"
        write_deltalake(str(folder), pa.table({"key": array}))
        log = (folder / "_delta_log" / f"{0:020}.json").read_text().splitlines()
        stats = next(json.loads(json.loads(line)["add"]["stats"], parse_int=str, parse_float=str)
                     for line in log if "add" in json.loads(line))
        delta = DeltaTable(str(folder))
        candidate = Candidate(name, "row", name, "binary", KEY)
        values = sorted(array.to_pylist())
        where = f"key = {literal(values[0], candidate, 'datafusion')}"
        found = QueryBuilder().register("t", delta).execute(f"select key from t where {where}").read_all()
        kept = [stats.get(bound, {}).get("key", "none") for bound in ("minValues", "maxValues")]
        true = [value.hex() if isinstance(value, bytes) else str(value) for value in (values[0], values[-1])]
        lines.append([name, delta.schema().fields[0].type.type, *kept, *true, f"{pa.table(found).num_rows} of 1"])
    return lines


# ---------------------------------------------------------------- the report


def cell(row: dict | None, unit: str) -> str:
    if row is None:
        return "failed"
    if unit == "ms":
        return f"{row['cpu'] * 1000:.1f} / {row['wall'] * 1000:.1f}"
    return f"{row['cpu']:.1f} / {row['wall']:.1f} / {row['memory'] / 1024:.1f}"


def table(head: list[str], body: list[list[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(line) + " |" for line in body]) + "\n"


def report(results: Results, delta: list[list[str]], rows: int) -> str:
    parts = [f"# {rows:,} remittance claims\n"]
    for family in ("row", "case"):
        candidates = [c for c in CANDIDATES if c.family == family]
        parts.append(f"## The {family} key\n")
        parts.append(size_report(candidates, results.sizes, family))
        asked = {"row": ("join", "group", "look-up"), "case": ("join", "look-up", "batch", "day")}[family]
        for what in asked:
            unit = "s" if what in ("join", "group") else "ms"
            columns = [(engine, layout) for engine in ENGINES for layout in LAYOUTS[family]
                       if any((c.name, layout, engine, what) in results.rows for c in candidates)]
            explained = {"s": "CPU s / wall s / peak GiB", "ms": "CPU ms / wall ms for each query"}[unit]
            parts.append(f"### {what}: {explained}\n")
            parts.append(table(["", "key"] + [f"{engine}, {layout}" for engine, layout in columns],
                               [[c.name, c.title] + [cell(results.rows.get((c.name, layout, engine, what)), unit)
                                                     for engine, layout in columns] for c in candidates]))
            if unit == "ms":
                parts.append(pruning_report(candidates, results, what, columns))
    parts.append("## Statistics in a Delta log\n")
    head = ["written as", "Delta type", "least in the log", "greatest in the log", "true least", "true greatest",
            "found by key"]
    parts.append(table(head, delta))
    return "\n".join(parts)


def size_report(candidates: list[Candidate], sizes: dict, family: str) -> str:
    stored = [(layout, name) for name in ("remit_claim", CHILD[family]) for layout in LAYOUTS[family]
              if (candidates[0].name, layout, name) in sizes]
    body = []
    for candidate in candidates:
        line = [candidate.name, candidate.title]
        for layout, name in stored:
            found = sizes[candidate.name, layout, name]
            key = sum(found[column] for column in candidate.names())
            rest = sum(size for column, size in found.items()
                       if column not in candidate.names() and not column.endswith(" bloom") and column != "rows")
            line.append(f"{key / 2**20:.1f} ({key / found['rows']:.1f}; {rest / 2**20:.0f})")
        found = sizes[candidate.name, "ingest", "remit_claim"]
        line.append(f"{sum(found[f'{column} bloom'] for column in candidate.names()) / 2**20:.1f}")
        body.append(line)
    head = ["", "key"] + [f"{name}, {layout}" for layout, name in stored] + ["bloom MiB"]
    return "### size: key MiB (key bytes a row; all other columns MiB)\n\n" + table(head, body)


def pruning_report(candidates: list[Candidate], results: Results, what: str, columns: list[tuple]) -> str:
    body = []
    for candidate in candidates:
        line = [candidate.name]
        for engine, layout in columns:
            row = results.rows.get((candidate.name, layout, engine, what))
            line.append("failed" if row is None else f"{row['read'] / 2**10:.0f} KiB; {row['pruning']}")
        body.append(line)
    return ("Read for each query; what the first query kept (DataFusion: row groups by statistics, then by bloom "
            "filters, then pages by the page index):\n\n")  + table(
        [""] + [f"{engine}, {layout}" for engine, layout in columns], body)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000_000, help="remittance claims")
    parser.add_argument("--out", type=Path, help="write the tables here too, and all numbers beside as JSON")
    parser.add_argument("--only", nargs="*", help="names of candidates, for a trial")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        print(json.dumps(child(json.load(sys.stdin))))
        return

    only = arguments.only or [candidate.name for candidate in CANDIDATES]
    results = Results()
    scratch = Path(tempfile.mkdtemp(prefix="keys-"))
    try:
        started = time.perf_counter()
        claims = Claims(arguments.rows)
        for family, layouts in LAYOUTS.items():
            for layout in layouts:
                print(f"{family} key, {layout}, after {time.perf_counter() - started:.0f} s", file=sys.stderr)
                measure_layout(results, claims, family, layout, only, scratch)
        delta = delta_statistics(scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print(f"done after {time.perf_counter() - started:.0f} s", file=sys.stderr)
    if arguments.out:
        numbers = {"runs": {" ".join(name): row for name, row in results.rows.items()},
                   "sizes": {" ".join(name): sizes for name, sizes in results.sizes.items()}, "delta": delta}
        arguments.out.with_suffix(".json").write_text(json.dumps(numbers, indent=1))
    if len(only) < len(CANDIDATES):
        return
    text = report(results, delta, arguments.rows)
    print(text)
    if arguments.out:
        arguments.out.write_text(text)


if __name__ == "__main__":
    main()
