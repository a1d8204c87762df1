"""What every command that writes keeps to: nothing is lost, nobody else's files are touched."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group

from .cut_off import Done, environment, killed, steps, tree

REPOSITORY = Path(__file__).parents[2]
REGIONS = "data/registers/regions.ttl"
UNTIDY = '@prefix x: <http://x.example/> .\nx:b x:c   "2" .\nx:a x:c   "1" .\n'
LABELS = '"Alder"@de, "Alder"@en, "Alder"@fr, "Alder"@nl'
REGION = f"""\
@prefix country: <https://w3id.org/pactgraph/id/country/> .
@prefix pact: <https://w3id.org/pactgraph/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix region: <https://w3id.org/pactgraph/id/region/> .
region:alder a pact:Region ; rdfs:label {LABELS} ; pact:country country:c .
country:c a pact:Country ; rdfs:label {LABELS} .
"""
DOCUMENT = (
    "@prefix document: <https://w3id.org/pactgraph/id/document/> .\n"
    "@prefix pact: <https://w3id.org/pactgraph/def#> .\n"
    "document:pact-2031 a pact:Document .\n"
)
STAMP = ("stamp", "data/documents/pact-2031.trig", "--text", "text.txt")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small workspace, in which commands run."""
    folder = tmp_path / "pacts"
    shutil.copytree(REPOSITORY / "ontology", folder / "ontology")
    for name in ("queries", "data/registers", "data/documents", "data/curation"):
        (folder / name).mkdir(parents=True)
    (folder / REGIONS).write_text(REGION)
    (folder / "text.txt").write_text("Alder and Brin sign.")
    monkeypatch.delenv("PACTGRAPH_WORKSPACE", raising=False)
    monkeypatch.chdir(folder)
    return folder


def _pair(root: Path) -> None:
    """Two regions in one agreement, so that there is something to draw."""
    (root / "data/registers/pair.ttl").write_text(
        REGION.split("region:alder")[0]
        + "<https://w3id.org/pactgraph/id/agreement/pair> a pact:Agreement ; "
        + f"rdfs:label {LABELS} ; pact:party region:alder, region:brin .\n"
        + f"region:brin a pact:Region ; rdfs:label {LABELS} .\n"
    )


def hidden(folder: Path) -> list[str]:
    """Hidden files of whatever kind below a folder."""
    return [path for path in tree(folder) if any(part.startswith(".") for part in path.split("/"))]


def test_records_made_at_once_are_all_kept(root: Path) -> None:
    arguments = [("new", "region", f"zz-{n}", "--label", f"Zz {n}") for n in range(4)]
    command = [sys.executable, "-c", "from pactgraph.cli import main; main()"]
    calls = [subprocess.Popen([*command, *each], env=environment()) for each in arguments]
    assert [each.wait(timeout=60) for each in calls] == [0] * 4
    assert (root / REGIONS).read_text().count("\nregion:zz-") == 4
    assert hidden(root) == []


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, bytes], None]:
    """Has a file changed once, as by an editor, when a new content is on the disk and before it has its
    place."""

    def arrange(path: Path, content: bytes) -> None:
        fsync = os.fsync
        pending = [content]

        def edit(descriptor: int) -> None:
            fsync(descriptor)
            if pending:
                path.write_bytes(pending.pop())

        monkeypatch.setattr(os, "fsync", edit)

    return arrange


def _document(root: Path) -> None:
    (root / "data/documents/pact-2031.trig").write_text(DOCUMENT)


def _misspelt(root: Path) -> None:
    (root / REGIONS).write_text(REGION.replace("pact:Region", "pact:Reigon"))


def _untidy(root: Path) -> None:
    (root / "data/registers/untidy.ttl").write_text(UNTIDY)


def _recorded(root: Path) -> None:
    assert run("validate", "--record").exit_code == 0


def _cited(root: Path) -> None:
    shutil.copy(REPOSITORY / "CITATION.cff", root)


@pytest.mark.parametrize(
    ("prepare", "arguments", "file"),
    [
        (None, ("new", "region", "brin", "--label", "Brin"), REGIONS),
        (None, ("new", "law", "act", "--label", "Act"), "data/registers/laws.ttl"),
        (_document, STAMP, "data/documents/pact-2031.trig"),
        (_untidy, ("format", "data/registers/untidy.ttl"), "data/registers/untidy.ttl"),
        (_misspelt, ("validate", "--fix", "--yes"), REGIONS),
        (_recorded, ("validate", "--record"), "data/coverage.toml"),
        (_cited, ("release", "0.2.0"), "data/released-iris.txt"),
    ],
)
def test_an_edit_meanwhile_stays(
    root: Path,
    meanwhile: Callable[[Path, bytes], None],
    prepare: Callable[[Path], None] | None,
    arguments: tuple[str, ...],
    file: str,
) -> None:
    if prepare is not None:
        prepare(root)
    if file == "data/coverage.toml":
        (root / "data/registers/more.ttl").write_text(
            REGION.rpartition("country:c a ")[0].replace(":alder", ":brin").replace("Alder", "Brin")
        )
    meanwhile(root / file, b"# an edit\n")
    done = run(*arguments)
    assert done.exit_code == 2, done.output
    assert f"{file} changed meanwhile; it is left as it was" in done.stderr
    assert (root / file).read_bytes() == b"# an edit\n"
    assert hidden(root) == []


def test_what_a_killed_call_left_is_removed_by_the_next(root: Path) -> None:
    arguments = ("new", "region", "brin", "--label", "Brin")
    before = tree(root)
    done = killed(4, *arguments, at=root)
    left = tree(root).keys() - before.keys()
    assert done.returncode == -signal.SIGKILL
    assert left and all(Path(path).name.startswith(".") for path in left)
    assert run("format", "--check").exit_code == 1  # the register is not canonical: what was left is no data
    assert run(*arguments).exit_code == 0
    assert "region:brin\n" in (root / REGIONS).read_text()
    assert hidden(root) == []


def limited(*arguments: str, at: Path) -> Done:
    """A call that can write no file longer than a few bytes, as where the disk is full."""
    command = [sys.executable, "-c", "from pactgraph.cli import main; main()", *arguments]
    return subprocess.run(
        command,
        cwd=at,
        capture_output=True,
        text=True,
        timeout=60,
        env=environment(),
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20)),
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "region", "brin", "--label", "Brin"),
        ("format",),
        STAMP,
        ("init", "other"),
        ("export", "-o", "all.nt"),
        ("export", "-f", "csv", "-o", "tables"),
        ("sparql", "ASK {}", "-f", "xml", "-o", "out.xml"),
        ("draw", "network", "-o", "out.svg"),
        ("validate", "--record"),
    ],
    ids=" ".join,
)
def test_where_there_is_no_room_it_is_said_and_nothing_changes(
    root: Path, arguments: tuple[str, ...]
) -> None:
    if arguments == STAMP:
        _document(root)
    if arguments[0] == "draw":
        _pair(root)
    (root / "all.nt").write_text("# before\n")
    before = tree(root)
    done = limited(*arguments, at=root)
    assert done.returncode == 2
    told = [line for line in done.stderr.splitlines() if "File too large" in line]
    assert told and told[0].startswith("Error: cannot "), done.stderr
    assert "None" not in done.stderr and "Traceback" not in done.stderr
    assert tree(root) == before


INSTALLED = """
import json, sys
from click.testing import CliRunner
from pactgraph.cli import group

told = []
for arguments in json.loads(sys.argv[1]):
    done = CliRunner().invoke(group, arguments)
    told.append([done.exit_code, done.output, repr(done.exception)])
print(json.dumps(told))
"""


def test_the_data_that_came_with_the_package_is_never_written(tmp_path: Path) -> None:
    package = tmp_path / "lib" / "pactgraph"
    skipped = shutil.ignore_patterns("__pycache__", ".pactgraph")
    shutil.copytree(REPOSITORY / "src" / "pactgraph", package, ignore=skipped)
    bundle = package / "workspace" / "bundled"
    for name in ("ontology", "queries", "data"):
        shutil.copytree(REPOSITORY / name, bundle / name, ignore=skipped)
    (bundle / REGIONS).write_text(UNTIDY)
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "text.txt").write_text("Text.")
    before = tree(bundle)
    document = str(next(bundle.glob("data/documents/*.trig")))
    unasked = [
        ["new", "region", "zz", "--label", "Zz"],
        ["new", "query", "zz", "--question", "Which?"],
        ["new", "document", "zz", "--label", "Zz", "--text", "text.txt"],
        ["format"],
        ["release", "9.0.0"],
        ["validate", "--record"],
        ["validate", "--fix", "--yes"],
        ["index"],
    ]
    asked = [
        ["format", str(bundle / REGIONS)],
        ["stamp", document, "--text", "text.txt"],
        ["new", "region", "zz", "--label", "Zz", "--workspace", str(bundle)],
        ["describe", "-o", str(bundle / "data" / "dcat.ttl")],
        ["export", "-f", "csv", "-o", str(bundle / "data" / "tables")],
        ["init", str(bundle / "data" / "mine")],
    ]
    told = subprocess.run(
        [sys.executable, "-c", INSTALLED, json.dumps([*unasked, *asked])],
        cwd=empty,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env=environment() | {"PYTHONPATH": str(tmp_path / "lib")},
    )
    for arguments, (code, output, fault) in zip([*unasked, *asked], json.loads(told.stdout), strict=True):
        if arguments[0] == "stamp" and code == 1:
            continue  # the text is another one, and that is said first
        assert code == 2, (arguments, output, fault)
        assert "pactgraph init DIR" in output and "--workspace DIR" in output, output
    assert tree(bundle) == before
    assert list(empty.iterdir()) == [empty / "text.txt"]


def test_a_source_checkout_is_written_only_by_who_is_in_it_or_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PACTGRAPH_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path)
    done = run("new", "region", "no-such-region", "--label", "X")
    assert done.exit_code == 2 and "pactgraph init DIR" in done.stderr
    assert "no-such-region" not in (REPOSITORY / REGIONS).read_text(encoding="utf-8")
    monkeypatch.chdir(REPOSITORY)
    assert run("format").exit_code == 0


def test_a_link_out_of_the_folder_is_not_followed_to_write(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.ttl"
    outside.write_text(UNTIDY)
    (root / "data/registers/link.ttl").symlink_to(outside)
    done = run("format", "data")
    assert "link.ttl" in done.output
    assert outside.read_text() == UNTIDY
    register = tmp_path / "laws.ttl"
    register.write_text("# elsewhere\n")
    (root / "data/registers/laws.ttl").symlink_to(register)
    done = run("new", "law", "act", "--label", "Act")
    assert done.exit_code == 2 and "data/registers/laws.ttl" in done.stderr
    assert register.read_text() == "# elsewhere\n"
    assert (root / "data/registers/link.ttl").is_symlink()


def test_a_workspace_whose_folders_are_links_is_written(root: Path, tmp_path: Path) -> None:
    (root / "data").rename(tmp_path / "data")
    (root / "data").symlink_to(tmp_path / "data")
    assert run("new", "region", "brin", "--label", "Brin").exit_code == 0
    assert run("format").exit_code == 0
    assert "region:brin" in (tmp_path / REGIONS).read_text()


OUTPUTS = [
    ("export", "-f", "nt"),
    ("describe",),
    ("draw", "network", "-f", "svg"),
    ("sparql", "ASK {}", "-f", "xml"),
    ("sparql", "CONSTRUCT WHERE { ?s a pact:Region }", "-f", "nt"),
]


@pytest.mark.parametrize("arguments", OUTPUTS, ids=lambda arguments: " ".join(arguments[:1]))
def test_output_goes_into_what_is_no_regular_file(root: Path, arguments: tuple[str, ...]) -> None:
    _pair(root)
    assert run(*arguments, "-o", "plain").exit_code == 0
    wanted = (root / "plain").read_bytes()
    pipe, link = root / "pipe", root / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for target in (pipe, link):
        found: list[bytes] = []
        reading = threading.Thread(target=lambda read=found: read.append(pipe.read_bytes()), daemon=True)
        reading.start()
        done = run(*arguments, "-o", str(target))
        assert done.exit_code == 0, done.output
        assert stat.S_ISFIFO(pipe.lstat().st_mode) and link.is_symlink()
        reading.join(timeout=30)
        assert found == [wanted]
    ours, theirs = os.openpty()
    device = Path(os.ttyname(theirs))
    mode = device.stat().st_mode
    if arguments[0] == "sparql":  # what is longer would wait for a reader
        assert run(*arguments, "-o", str(device)).exit_code == 0
        assert os.read(ours, 10)
    assert device.stat().st_mode == mode
    os.close(ours)
    os.close(theirs)


def test_output_to_standard_output_is_added_to_what_stands_there(root: Path) -> None:
    assert run("export", "-f", "nt", "-o", "plain").exit_code == 0
    wanted = (root / "plain").read_bytes()
    program = f"{sys.executable} -c 'from pactgraph.cli import main; main()' export -f nt -o"
    for target in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        script = f"(echo head; {program} {target}; echo tail) > all"
        subprocess.run(["sh", "-c", script], check=True, env=environment(), timeout=60)
        assert (root / "all").read_bytes() == b"head\n" + wanted + b"tail\n", target
    piped = subprocess.run(
        ["bash", "-c", f"{program} >(cat > copied; echo whole); sleep 0.2; wait"],
        check=True,
        env=environment(),
        timeout=60,
        capture_output=True,
    )
    assert piped.stderr == b""
    assert (root / "copied").read_bytes() == wanted
    early = subprocess.run(
        ["bash", "-c", f"{program} >(true)"], env=environment(), timeout=60, capture_output=True, check=False
    )
    assert (early.returncode, early.stderr) == (0, b"")


@pytest.mark.parametrize("arguments", OUTPUTS, ids=lambda arguments: " ".join(arguments[:1]))
def test_output_keeps_permissions_and_links_and_refuses_folders(
    root: Path, arguments: tuple[str, ...]
) -> None:
    _pair(root)
    target, link = root / "target", root / "link"
    target.write_bytes(b"before")
    target.chmod(0o640)
    link.symlink_to("target")
    assert run(*arguments, "-o", "link").exit_code == 0
    assert link.is_symlink() and target.stat().st_mode & 0o777 == 0o640
    assert target.read_bytes() not in (b"", b"before")
    for name, said in (("data", "data"), ("missing/file", "missing/file"), ("/dev/fd/399", "/dev/fd/399")):
        done = run(*arguments, "-o", name)
        assert done.exit_code == 2 and said in done.stderr and "None" not in done.stderr
    assert hidden(root) == []


def test_tables_are_brought_up_to_date_beside_a_users_files(root: Path) -> None:
    more = root / "data/registers/more.ttl"
    more.write_text("<http://x.example/a> a <http://x.example/Gone> .\n")
    tables = root / "tables"
    assert run("export", "-f", "csv", "-o", "tables").exit_code == 0
    assert (tables / "gone.csv").exists()
    (tables / "notes.txt").write_text("mine")
    (tables / ".git").mkdir()
    more.unlink()
    assert run("export", "-f", "csv", "-o", "tables").exit_code == 0
    assert not (tables / "gone.csv").exists()
    assert (tables / "notes.txt").read_text() == "mine" and (tables / ".git").is_dir()
    more.write_text("<http://x.example/a> a <http://x.example/Gone> .\n")
    (tables / "gone.csv").write_text("a table of the user's own")
    before = tree(tables)
    done = run("export", "-f", "csv", "-o", "tables")
    assert done.exit_code == 2 and "tables/gone.csv" in done.stderr
    assert tree(tables) == before


def test_tables_of_two_versions_never_stay_side_by_side(root: Path) -> None:
    assert run("export", "-f", "csv", "-o", "old").exit_code == 0
    (root / REGIONS).write_text(REGION.replace("Alder", "Bow"))
    assert run("export", "-f", "csv", "-o", "new").exit_code == 0
    old, new = tree(root / "old"), tree(root / "new")
    shutil.copytree(root / "old", root / "tables")
    files = sum(1 for name in new if new[name] != old.get(name))
    last = steps("kill", "export", "-f", "csv", "-o", "tables", at=root)
    shutil.rmtree(root / "tables")
    shutil.copytree(root / "old", root / "tables")
    assert files > 2
    assert killed(last - files, "export", "-f", "csv", "-o", "tables", at=root).returncode < 0
    assert {*old} <= {*tree(root / "tables")}
    assert run("export", "-f", "csv", "-o", "tables").exit_code == 0
    assert tree(root / "tables") == new


@pytest.fixture
def site(root: Path) -> Callable[[], Result]:
    """Makes the site of the workspace in `public`."""
    pytest.importorskip("jinja2")
    return lambda: run("site", "public", "--no-validation", "--lang", "en")


def test_a_site_lives_with_a_users_files(root: Path, site: Callable[[], Result]) -> None:
    public = root / "public"
    assert site().exit_code == 0
    mine = (".git/HEAD", "CNAME", ".nojekyll", "notes.txt", "region/notes.txt", ".well-known/mine")
    for name in mine:
        (public / name).parent.mkdir(exist_ok=True)
        (public / name).write_text("mine")
    assert (public / "region/alder/index.html").exists()
    (root / REGIONS).write_text(REGION.replace("alder", "bow"))
    done = site()
    assert done.exit_code == 0, done.output
    assert all((public / name).read_text() == "mine" for name in mine)
    assert (public / "region/bow/index.html").exists() and not (public / "region/alder").exists()
    assert set(hidden(public)) >= {".git/HEAD", ".nojekyll"}
    assert not [path for path in hidden(root) if "pactgraph" in path]


@pytest.mark.slow
def test_what_a_user_changed_in_a_site_is_not_overwritten(root: Path, site: Callable[[], Result]) -> None:
    public = root / "public"
    assert site().exit_code == 0
    page = public / "index.html"
    page.write_text("my own page")
    before = tree(public)
    (root / REGIONS).write_text(REGION.replace("Alder", "Bow"))
    done = site()
    assert done.exit_code == 2 and "public/index.html" in done.stderr
    assert tree(public) == before
    page.unlink()
    (public / "region/alder/index.html").write_text("my own page")
    (root / REGIONS).write_text(REGION.replace("alder", "bow"))
    done = site()
    assert done.exit_code == 0 and "public/region/alder/index.html" in done.stderr
    assert (public / "region/alder/index.html").read_text() == "my own page"


@pytest.mark.slow
def test_a_list_from_elsewhere_leads_out_of_no_folder(root: Path, site: Callable[[], Result]) -> None:
    public, victim = root / "public", root / "victim.txt"
    assert site().exit_code == 0
    page = (public / "index.html").read_bytes()
    (root / "elsewhere").mkdir()
    (public / "away").symlink_to(root / "elsewhere")
    victims = (victim, root / "elsewhere/victim.txt")
    for each in victims:
        each.write_bytes(page)
    listed = public / "pactgraph-site.json"
    told = json.loads(listed.read_text())
    named = ("../victim.txt", str(victim), "away/victim.txt")
    told["files"] |= dict.fromkeys(named, told["files"]["index.html"])
    listed.write_text(json.dumps(told))
    assert site().exit_code == 0
    assert all(each.read_bytes() == page for each in victims)


@pytest.mark.slow
def test_a_first_site_is_made_beside_hidden_files_and_nothing_else(
    root: Path, site: Callable[[], Result]
) -> None:
    public = root / "public"
    (public / ".git").mkdir(parents=True)
    (public / "CNAME").write_text("example.org")
    assert site().exit_code == 0
    assert (public / "CNAME").read_text() == "example.org"
    (root / "other").mkdir()
    (root / "other/thesis.txt").write_text("mine")
    done = run("site", "other", "--no-validation")
    assert done.exit_code == 2 and list((root / "other").iterdir()) == [root / "other/thesis.txt"]


def test_a_workspace_that_was_begun_is_finished(tmp_path: Path) -> None:
    assert run("init", str(tmp_path / "whole")).exit_code == 0
    whole = tree(tmp_path / "whole")
    stopped = 0
    for step in (40, 130):
        stopped += killed(step, "init", "pacts", at=tmp_path).returncode == -signal.SIGKILL
        done = run("init", str(tmp_path / "pacts"))
        assert done.exit_code == 0 or "is there already" in done.stderr, done.stderr
        assert tree(tmp_path / "pacts") == whole
        shutil.rmtree(tmp_path / "pacts")
    assert stopped
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine")
    assert run("init", str(tmp_path / "mine")).exit_code == 2


def test_a_release_that_was_cut_off_is_finished_by_the_same_call(root: Path) -> None:
    _cited(root)
    (root / "src").mkdir()
    (root / "src/version.py").write_text('__version__ = "0.1.0"\n')
    (root / "pyproject.toml").write_text('[tool.hatch.version]\npath = "src/version.py"\n')
    release = ("release", "0.2.0", "--date", "2031-02-03")
    copy = root.parent / "copy"
    shutil.copytree(root, copy)
    last = steps("kill", *release, at=copy)
    whole = tree(copy)
    assert b'owl:versionInfo "0.2.0"' in whole["ontology/pactgraph.ttl"]
    assert killed(last - 1, *release, at=root).returncode == -signal.SIGKILL
    assert tree(root) != whole
    done = run(*release)
    assert done.exit_code == 0, done.output
    assert tree(root) == whole
    assert run(*release).exit_code == 2
