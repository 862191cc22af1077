#!/usr/bin/env python3
"""Checks one rule, or all, on the project: check.py [RULE...] [--root FOLDER]."""

import argparse
import pathlib
import sys

import files
import layering
import lengths
import tokens
from source_tree import SourceTree

RULES = {
    "include-directions": layering.check_include_directions,
    "third-party-headers": layering.check_third_party_headers,
    "include-cycles": layering.check_include_cycles,
    "link-directions": layering.check_link_directions,
    "file-lengths": lengths.check_file_lengths,
    "file-sizes": lengths.check_file_sizes,
    "forbidden-tokens": tokens.check_forbidden_tokens,
    "sources-are-listed": files.check_sources_are_listed,
    "file-names": files.check_file_names,
    "packages-are-listed": files.check_packages_are_listed,
    "links-lead-somewhere": files.check_links_lead_somewhere,
    "droppings": files.check_droppings,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rules", nargs="*", metavar="RULE", help=", ".join(RULES))
    parser.add_argument("--root", default=pathlib.Path(__file__).parents[2])
    arguments = parser.parse_args()
    unknown = [name for name in arguments.rules if name not in RULES]
    if unknown:
        parser.error(f"unknown rule {unknown[0]}; allowed: {', '.join(RULES)}")

    tree = SourceTree(arguments.root)
    num_violations = 0
    for name in arguments.rules or RULES:
        if name == "file-lengths":
            print(lengths.length_table(tree))
        for violation in sorted(RULES[name](tree)):
            print(f"{violation} [{name}]")
            num_violations += 1
    print(f"{len(tree.files)} files, {num_violations} violations")
    return 1 if num_violations else 0


if __name__ == "__main__":
    sys.exit(main())
