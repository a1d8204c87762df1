"""Runs queries/first-steps.ipynb from the top and keeps what it shows; with --check says whether that is what
the file shows already (exit 1). The words of documents are not looked up."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FILE = Path(__file__).resolve().parents[1] / "queries" / "first-steps.ipynb"


def run() -> str:
    """The text of the notebook, run in the folder of the queries. Raises CellExecutionError."""
    for name in [name for name in os.environ if name.startswith("PACTGRAPH_")]:
        del os.environ[name]
    notebook = nbformat.read(FILE, as_version=4)
    NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=300,
        record_timing=False,
        resources={"metadata": {"path": str(FILE.parent)}},
    ).execute()
    notebook.metadata = {"kernelspec": notebook.metadata.kernelspec, "language_info": {"name": "python"}}
    return str(nbformat.writes(notebook, indent=1)) + "\n"


def main() -> None:
    """Writes or checks."""
    shown = run()
    if FILE.read_text(encoding="utf-8") == shown:
        return
    name = FILE.relative_to(FILE.parents[1])
    if "--check" in sys.argv:
        print(f"not current: {name}\nrun python .ci/notebook.py and commit what it writes")
        sys.exit(1)
    FILE.write_text(shown, encoding="utf-8")
    print(f"written: {name}")


if __name__ == "__main__":
    main()
