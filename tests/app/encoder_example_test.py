#!/usr/bin/env python3
"""The example of docs/encoders.md, from the script to the measures."""

import csv
import shutil
import subprocess
import sys
import unittest

import program


class EncoderExample(program.ProgramTest):
    def test_recurrence_on_top_of_the_encoder_tells_the_side(self):
        for name in ("filter_bank.py", "encoder.yaml", "encoded_square.yaml"):
            shutil.copy(program.ROOT / "docs" / "encoder" / name, self.folder)
        subprocess.run([sys.executable, "filter_bank.py"], cwd=self.folder, check=True)
        self.run_well("run", "encoded_square.yaml", "--no-figure", "--no-report")
        with open(self.folder / "encoded_square.measures.csv", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len([row for row in rows if row["verdict"]]), 4)
        for row in rows:
            self.assertIn(row["verdict"], ("in band", ""), row)


if __name__ == "__main__":
    unittest.main()
