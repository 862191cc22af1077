#!/usr/bin/env python3
"""Every word that a model or an experiment may hold, as the program's own schemas have it.

    python3 tests/app/schema_words.py build/fuzz/app/ventral > words.dict    # a dictionary for libFuzzer
"""

import json
import subprocess
import sys


def words_of(schema):
    """Keys and choices of a JSON Schema."""
    found = set()
    if isinstance(schema, dict):
        found.update(schema.get("properties", {}))
        found.update(word for word in schema.get("enum", []) if isinstance(word, str))
        for value in schema.values():
            found |= words_of(value)
    elif isinstance(schema, list):
        for value in schema:
            found |= words_of(value)
    return found


def schema_words(program):
    words = set()
    for kind in ("model", "experiment"):
        text = subprocess.run([program, "schema", kind], capture_output=True, text=True, check=True).stdout
        words |= words_of(json.loads(text))
    return sorted(words)


if __name__ == "__main__":
    for word in schema_words(sys.argv[1]):
        print(json.dumps(word))
