"""The table of a page, between its two marks."""
import pathlib

BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"


def replace(page_name, table):
    """Puts another table into the page beside this file."""
    page = pathlib.Path(__file__).with_name(page_name)
    head, rest = page.read_text(encoding="utf-8").split(BEGIN)
    tail = rest.split(END)[1]
    page.write_text(f"{head}{BEGIN}\n{table}\n{END}{tail}", encoding="utf-8")
