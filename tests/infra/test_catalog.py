"""The tables in the Glue catalog are those of the data dictionary."""

import unittest

import catalog
from sam_template import DEFAULTS, Stack


class Catalog(unittest.TestCase):
    def test_it_is_in_step_with_the_dictionary(self):
        _, section, _ = catalog.parts(catalog.TEMPLATE.read_text())
        expected = catalog.section(catalog.DICTIONARY.read_text())
        self.assertEqual(section, expected, "tests/infra/catalog.py --write puts it right")

    def test_every_table_is_where_its_log_is(self):
        tables = catalog.tables(catalog.DICTIONARY.read_text())
        self.assertIn("remit_claim", tables)
        for parameters, root in ((DEFAULTS, "s3://${Warehouse}/"), ({"WarehousePrefix": "lake/"}, "s3://${Warehouse}/lake/")):
            stack = Stack(parameters)
            found = {}
            for table in stack.of_type("AWS::Glue::Table").values():
                described = table["Properties"]["TableInput"]
                storage = described["StorageDescriptor"]
                # Athena reads the second; others the first.
                self.assertEqual(storage["Location"], storage["SerdeInfo"]["Parameters"]["path"])
                self.assertEqual(described["Parameters"]["spark.sql.sources.provider"], "delta")
                self.assertEqual(described["Parameters"]["table_type"], "DELTA")
                self.assertEqual(table["Properties"]["DatabaseName"], "${Catalog}")
                found[described["Name"]] = storage["Location"]
            self.assertEqual(found, {name: f"{root}tables/{name}/" for name in tables})

    def test_the_database_needs_no_quotes(self):
        database = Stack(name="claimlake-two").properties("Catalog")["DatabaseInput"]
        self.assertEqual(database["Name"], "claimlake_two")

    def test_it_can_be_left_out(self):
        stack = Stack({"DataCatalog": "no"})
        self.assertFalse([name for name, r in stack.resources.items() if r["Type"].startswith("AWS::Glue")])


if __name__ == "__main__":
    unittest.main()
