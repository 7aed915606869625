"""Reads the tables of a home as engines do that are not ours, and prints what they counted as JSON.

    python agree.py HOME

For each table: rows and exact sums of its money columns, by py-deltalake's own engine, by Polars, and by
DuckDB over py-deltalake's dataset. The test beside it compares the three with each other and with ours.
"""

import json
import pathlib
import sys

import duckdb
import polars as pl
import pyarrow as pa
from deltalake import DeltaTable, QueryBuilder


def money_columns(table):
    fields = pa.schema(table.schema().to_arrow()) if hasattr(table.schema(), "to_arrow") else table.schema().to_pyarrow()
    return [f.name for f in fields if pa.types.is_decimal(f.type) and f.type.scale == 2]


def main(home):
    answers = {}
    for folder in sorted((pathlib.Path(home) / "warehouse" / "tables").iterdir()):
        if not (folder / "_delta_log").is_dir():
            continue
        table = DeltaTable(str(folder))
        money = money_columns(table)
        sums = ", ".join(f"sum({c})" for c in money)
        ask = f"select count(*){', ' + sums if sums else ''} from t"
        text = lambda row: [str(v) if v is not None else None for v in row]
        answer = {"columns": money}

        rows = pa.table(QueryBuilder().register("t", table).execute(ask).read_all()).to_pylist()
        answer["deltalake"] = text(rows[0].values())

        lazy = pl.scan_delta(str(folder))
        columns = [pl.len().alias("rows")] + [
            pl.when(pl.col(c).count() > 0).then(pl.col(c).sum()).otherwise(None).alias(c) for c in money
        ]
        answer["polars"] = text(lazy.select(columns).collect().rows()[0])

        connection = duckdb.connect()
        connection.register("t", table.to_pyarrow_dataset())
        answer["duckdb"] = text(connection.sql(ask).fetchall()[0])
        answers[folder.name] = answer
    json.dump(answers, sys.stdout, indent=1)


main(sys.argv[1])
