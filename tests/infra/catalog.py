#!/usr/bin/env python3
"""The part of infra/template.yaml that registers the tables, written from docs/data-dictionary.md.

`tests/infra/catalog.py --write` puts it into the template; a test says when that must be done.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DICTIONARY = ROOT / "docs" / "data-dictionary.md"
TEMPLATE = ROOT / "infra" / "template.yaml"

# What stands around it in the template.
BEGIN = "  # From here to the outputs: written by tests/infra/catalog.py from docs/data-dictionary.md.\n"
END = "\n# ---------------------------------------------------------------------------------------- outputs\n"

# The provider and `path` are what the engine looks for (Trino's Delta connector, which Athena's engine 3
# is made of); `table_type` and `classification` are what the console and Glue's own readers look for.
# Columns are left out: whoever reads the table takes them from its log, where they are always right.
TABLE = """\
  {resource}:
    Type: AWS::Glue::Table
    Condition: Registers
    Properties:
      CatalogId: !Ref AWS::AccountId
      DatabaseName: !Ref Catalog
      TableInput:
        Name: {name}
        Description: {description}
        TableType: EXTERNAL_TABLE
        Parameters: {{EXTERNAL: 'TRUE', classification: delta, table_type: DELTA, spark.sql.sources.provider: delta}}
        StorageDescriptor:
          Location: !Sub 's3://${{Warehouse}}/${{WarehousePrefix}}tables/{name}/'
          InputFormat: org.apache.hadoop.mapred.SequenceFileInputFormat
          OutputFormat: org.apache.hadoop.hive.ql.io.HiveSequenceFileOutputFormat
          SerdeInfo:
            SerializationLibrary: org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe
            Parameters: {{serialization.format: '1', path: !Sub 's3://${{Warehouse}}/${{WarehousePrefix}}tables/{name}/'}}
"""


def tables(dictionary: str) -> dict[str, str]:
    """Each table of the dictionary with the first sentence about it."""
    found = {}
    for section in dictionary.split("\n## ")[1:]:
        name, text = section.split("\n", 1)
        found[name] = re.split(r"(?<=\.)\s", text.strip(), maxsplit=1)[0]
    return found


def resource(name: str) -> str:
    """The name of a table's resource: `remit_claim` is TableRemitClaim."""
    return "Table" + "".join(word.capitalize() for word in name.split("_"))


def section(dictionary: str) -> str:
    """What belongs between BEGIN and END."""
    quoted = {name: "'" + text.replace("'", "''") + "'" for name, text in tables(dictionary).items()}
    return "\n" + "\n".join(
        TABLE.format(resource=resource(name), name=name, description=text) for name, text in quoted.items()
    )


def parts(template: str) -> tuple[str, str, str]:
    """A template before the section, the section, and what follows."""
    before, rest = template.split(BEGIN)
    between, after = rest.split(END)
    return before + BEGIN, between, END + after


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("catalog.py: expected --write, but found something else")
    before, _, after = parts(TEMPLATE.read_text())
    TEMPLATE.write_text(before + section(DICTIONARY.read_text()) + after)
