"""`pactgraph run`: stored queries as subcommands."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group

CONFTEST = Path(__file__).parents[1] / "query" / "conftest.py"
PARTIES = (
    "?agreement\t?party\n"
    "<https://w3id.org/pactgraph/id/agreement/accord>\t<https://w3id.org/pactgraph/id/region/northmark>\n"
    "<https://w3id.org/pactgraph/id/agreement/accord>\t<https://w3id.org/pactgraph/id/region/southmark>\n"
)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny workspace of the tests of `query`."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("tiny_workspace", CONFTEST)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    root: Path = module.write_workspace(tmp_path_factory.mktemp("tiny"))
    return root


@pytest.fixture(autouse=True)
def in_tiny(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTGRAPH_WORKSPACE", str(tiny))


def run(*arguments: str, **how: str) -> Result:
    return CliRunner().invoke(group, ["run", *arguments], **how)  # type: ignore[arg-type]


def process(
    *arguments: str, tiny: Path, code: str = "from pactgraph.cli import main; main()", **extra: str
) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"PACTGRAPH_WORKSPACE": str(tiny)} | extra
    return subprocess.run(
        [sys.executable, "-c", f"import sys; {code}", *arguments],
        capture_output=True,
        env=environment,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("typed", ["northmark", "Nordmark", "XX1", "XX-NM", "Q900001", "region:northmark"])
def test_any_name_gives_the_same_rows(typed: str) -> None:
    result = run("parties", "--region", typed)
    assert result.exit_code == 0
    assert result.stdout == PARTIES


def test_a_near_miss_suggests() -> None:
    result = run("parties", "--region", "norrthmark")
    assert result.exit_code == 2
    assert "did you mean Northmark (region:northmark)" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("partys", "--region", "x"), "did you mean parties"),
        (("parties",), "--region REGION is missing"),
        (("parties",), "northmark, eastmark, southmark"),
        (("parties", "--region", "northmark", "--on", "2023-02-30"), "is no day"),
        (("parties", "--region", "northmark", "--on", "soon"), "YYYY-MM-DD"),
        (("parties", "--regoin", "northmark"), "--region"),
        (("parties", "--region", "northmark", "extra"), "extra"),
        (("parties", "--region", "northmark", "-f", "turtle"), "no triples"),
        (("graph", "-f", "csv"), "triples"),
        (("graph", "--cite"), "rows"),
        (("parties", "--region", "northmark", "-o", "/nowhere/x.csv"), "cannot write /nowhere/x.csv"),
        (("--workspace", "/nowhere", "parties"), "/nowhere"),
        (("parties", "--workspace", "/nowhere"), "/nowhere"),
        ((), "pactgraph queries"),
    ],
)
def test_a_call_at_fault_ends_with_2_and_one_clear_message(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_no_rows_is_an_answer() -> None:
    result = run("parties", "--region", "eastmark")
    assert result.exit_code == 0
    assert result.stdout == "?agreement\t?party\n"
    assert result.stderr == "no rows: nothing in the graph states this\n"


def test_json_is_sparql_results_json() -> None:
    told = json.loads(run("parties", "--region", "northmark", "-f", "json").stdout)
    assert told["head"] == {"vars": ["agreement", "party"]}
    assert [binding["party"]["type"] for binding in told["results"]["bindings"]] == ["uri", "uri"]


def test_constructs_give_turtle() -> None:
    result = run("graph")
    assert result.exit_code == 0
    assert "pact:party region:northmark" in result.stdout


def test_labels_and_citation() -> None:
    result = run("parties", "--region", "northmark", "-f", "csv", "--labels", "--cite", "--lang", "de")
    lines = result.stdout.splitlines()
    assert lines[0] == "agreement,agreementLabel,party,partyLabel,passages,witnesses,disputed"
    assert lines[1].endswith(",Nordmark,https://w3id.org/pactgraph/id/passage/paper_0-9,1,false")
    assert ",The Accord @en," in lines[1]


def test_the_workspace_option_before_and_behind_the_name(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PACTGRAPH_WORKSPACE")
    asked = ("--workspace", str(tiny))
    for arguments in (
        ("parties", "--region", "northmark", *asked),
        (*asked, "parties", "--region", "northmark"),
    ):
        assert run(*arguments).stdout == PARTIES


def test_help_tells_question_parameters_columns_and_example() -> None:
    shown = run("parties", "--help").stdout
    for said in (
        "Who takes part in an agreement with a region?",
        "--region REGION",
        "a region that takes part  [required]",
        "--on YYYY-MM-DD",
        "who takes part",
        "pactgraph run parties --region northmark",
    ):
        assert said in shown
    assert "Who takes part in an agreement with a region?" in run("--help").stdout.replace("\n   ", "")


def test_output_goes_to_a_file_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    for name, start in (
        ("a.csv", "agreement,party\r\n"),
        ("a.json", "{"),
        ("a.md", "| agreement | party |"),
        ("a.xml", "<?xml"),
        ("a.txt", "agreement"),
        ("a", "?agreement"),
    ):
        file = tmp_path / name
        file.write_text("old")
        result = run("parties", "--region", "northmark", "-o", str(file))
        assert (result.exit_code, result.stdout) == (0, "")
        assert file.read_bytes().decode().startswith(start)
    (tmp_path / "kept.csv").write_text("old")
    assert run("parties", "--region", "nope", "-o", str(tmp_path / "kept.csv")).exit_code == 2
    assert (tmp_path / "kept.csv").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 7


def test_a_data_file_that_cannot_be_read_is_named(tiny: Path, tmp_path: Path) -> None:
    import shutil

    root = tmp_path / "w"
    shutil.copytree(tiny, root)
    (root / "data/registers/bad.ttl").write_text("<http://e/a> <http://e/b>\n\n oops .\n")
    result = run("parties", "--region", "northmark", "--workspace", str(root))
    assert result.stdout == PARTIES
    assert "data/registers/bad.ttl:3" in result.stderr
    assert result.exit_code == 1


def test_the_way_to_an_answer_imports_nothing_heavy(tiny: Path) -> None:
    heavy = "rdflib pyshacl SPARQLWrapper rich starlette pyparsing json difflib importlib.metadata"
    code = (
        "import atexit; atexit.register(lambda: print('LOADED', "
        f"sorted(set('{heavy}'.split()) & set(sys.modules)), file=sys.stderr)); "
        "from pactgraph.cli import main; main()"
    )
    done = process("run", "parties", "--region", "Nordmark", tiny=tiny, code=code)
    assert done.stdout.decode() == PARTIES
    assert done.stderr.decode().strip() == "LOADED []"


@pytest.mark.parametrize(
    "extra", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}]
)
def test_no_locale_breaks_it(tiny: Path, extra: dict[str, str]) -> None:
    for how in ("table", "tsv", "markdown"):
        done = process("run", "parties", "--region", "Östmark", "-f", how, tiny=tiny, **extra)
        assert (done.returncode, done.stderr.count(b"\n")) == (0, 1)
    assert process("run", "parties", "--region", "x", tiny=tiny, **extra).returncode == 2


def test_a_reader_that_leaves_is_no_fault(tiny: Path) -> None:
    code = (
        "import os, signal; r, w = os.pipe(); os.close(r); os.dup2(w, 1); "
        "from pactgraph.cli import main; main()"
    )
    done = process("run", "parties", "--region", "northmark", tiny=tiny, code=code)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said(tiny: Path) -> None:
    done = process("run", "parties", "--region", "northmark", "-o", "/dev/full", tiny=tiny)
    assert done.returncode == 2
    assert b"cannot write /dev/full" in done.stderr
    assert Path("/dev/full").is_char_device()


def on_terminal(arguments: list[str], typed: bytes, tiny: Path, columns: int) -> tuple[int, str]:
    """Exit code and output of a process whose streams are a terminal of some columns."""
    import fcntl
    import struct
    import termios

    child, terminal = pty.fork()
    if child == 0:
        os.environ["PACTGRAPH_WORKSPACE"] = str(tiny)
        os.environ.pop("COLUMNS", None)
        os.execv(sys.executable, [sys.executable, "-c", "from pactgraph.cli import main; main()", *arguments])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    os.write(terminal, typed)
    shown = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode().replace("\r\n", "\n")


def test_a_missing_parameter_is_asked_for_on_a_terminal(tiny: Path) -> None:
    code, shown = on_terminal(["run", "parties"], b"nowhere\nnordmark\n", tiny, 100)
    assert code == 0
    assert "Northmark (region:northmark)" in shown
    assert "no region is called" in shown
    assert "The Accord" in shown


def test_a_terminal_gets_a_table_in_its_width(tiny: Path) -> None:
    code, shown = on_terminal(["run", "parties", "--region", "northmark"], b"", tiny, 40)
    assert code == 0
    assert "\x1b[1m" in shown
    assert "Southmark" in shown
    assert "<https://" not in shown
