"""Standard input, output and error as systems and shells really give them to the command."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest

import glossary
from glossary.cli import main
from termbase.model.concept import Concept, Language, Term
from tests.forked import forked_command

pytestmark = pytest.mark.skipif(os.name != "posix", reason="descriptors and terminals of POSIX")

COMMAND = [sys.executable, "-m", "glossary"]
ESCAPES = re.compile("[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\x1b(?!\\[)")
ESC = "\x1b"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a base, a text and files of terms and units."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GLOSSARY_BASE", "own.db")
    for name in ("NO_COLOR", "PYTHONIOENCODING", "PYTHONUTF8", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    with glossary.open("own.db", builtin=False) as g:
        g.add("裸官", "naked official", gloss="An official whose family is abroad.")
        g.memory.add("三名裸官被调离。", "Three naked officials were moved.")
    Path("a.txt").write_text("打击裸官。\n" * 3, encoding="utf-8")
    Path("en.txt").write_text("Naked officials.\n" * 3, encoding="utf-8")
    Path("a.csv").write_text("simplified,english\n甲乙,first\n", encoding="utf-8")
    return tmp_path


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*forked_command(), "--no-builtin", *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, env={**os.environ, **environment},
        check=False,
    )  # fmt: skip


def in_shell(
    line: str, command: Sequence[str] = (), **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a line of a shell in which ``g`` is the command."""
    words = shlex.join([*(command or forked_command()), "--no-builtin"])
    script = f'g() {{ {words} "$@"; }}; {line}'
    variables = {**os.environ, **environment}
    return subprocess.run(["bash", "-c", script], capture_output=True, env=variables, check=False)


def on_terminal(
    *arguments: str, command: Sequence[str] = (), columns: int = 80, **environment: str
) -> str:
    """Return what a command shows on a terminal, standard error included."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    variables = {**os.environ, "TERM": "xterm-256color", **environment}
    process = subprocess.Popen(
        [*(command or forked_command()), "--no-builtin", *arguments],
        stdin=theirs, stdout=theirs, stderr=theirs, env=variables, close_fds=True,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        try:
            read = os.read(ours, 65536)
        except OSError:  # Linux says so at the end
            break
        if not read:
            break
        shown += read
    os.close(ours)
    process.wait()
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("line", "encoding"),
    [
        ("find a.txt", ""), ("find - < a.txt", ""), ("find missing.txt", ""), ("--help", "cp1252"),
        ("find - <&-", ""), ("lookup 裸官 >&-", ""), ("find missing.txt 2>&-", ""),
        ("stats <&- >&- 2>&-", ""), ("stats > /dev/full", ""), ("lookup 裸官", "gbk"),
        ("lookup 裸官", "ascii:replace"), ("find a.txt --json | head -1", "cp437"),
    ],
)  # fmt: skip
def test_a_forked_command_does_what_a_started_one_does(
    folder: Path, line: str, encoding: str
) -> None:
    """The other tests rely on it."""
    results = [
        in_shell(f"g {line}; echo ${{PIPESTATUS[0]}}", command, PYTHONIOENCODING=encoding)
        for command in (COMMAND, forked_command())
    ]
    forked, started = ((done.returncode, done.stdout, done.stderr) for done in results)
    assert forked == started


def test_a_forked_command_on_a_terminal_does_what_a_started_one_does(folder: Path) -> None:
    for arguments in (("annotate", "a.txt"), ("find", "missing.txt")):
        forked, started = (
            on_terminal(*arguments, command=command) for command in (COMMAND, forked_command())
        )
        assert forked == started


@pytest.mark.parametrize(
    "arguments",
    ["find -", "find - --json", "annotate -", "find a.txt -", "memory pretranslate -"],
)
def test_closed_standard_input(folder: Path, arguments: str) -> None:
    done = in_shell(f"g {arguments} <&-")
    assert done.returncode == 3
    last = done.stderr.decode().splitlines()[-1]
    assert last == "glossary: standard input: cannot be read: it is closed"
    assert b"Traceback" not in done.stderr


def test_closed_standard_input_where_it_is_not_read(folder: Path) -> None:
    assert in_shell("g find a.txt <&-").returncode == 0


WRITING = [
    "lookup 裸官", "lookup 裸官 --json", "find a.txt", "find a.txt --json", "find a.txt --explain",
    "annotate a.txt", "annotate a.txt --to html", "export - --format csv", "stats", "stats --json",
    "memory search 三名裸官被调离。", "memory search 三名裸官被调离。 --json",
    "memory concordance 裸官", "memory export -", "memory stats", "memory pretranslate a.txt",
    "memory align a.txt en.txt", "--help", "--version", "convert a.csv - --to tsv",
]  # fmt: skip


@pytest.mark.parametrize("arguments", WRITING)
def test_closed_standard_output(folder: Path, arguments: str) -> None:
    done = in_shell(f"g {arguments} >&-")
    assert (done.returncode, done.stderr.decode().splitlines()[-1]) == (
        3, "glossary: standard output: it is closed",
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.parametrize("arguments", ["add 甲乙 first", "import a.csv", "export b.csv"])
def test_closed_streams_that_are_not_needed(folder: Path, arguments: str) -> None:
    done = in_shell(f"g {arguments} <&- >&-")
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    assert in_shell(f"g {arguments} --id x2 <&- >&- 2>&-" if "add" in arguments else
                    f"g {arguments} 2>&- <&- >&-").returncode in (0, 3)  # fmt: skip


def test_closed_standard_error(folder: Path) -> None:
    assert in_shell("g add 甲乙 first 2>&-").returncode == 0
    assert in_shell("g lookup 裸官 2>&-").stdout.startswith("裸官".encode())
    assert in_shell("g find missing.txt 2>&-").returncode == 3


@pytest.mark.parametrize("arguments", WRITING)
def test_full_disk_behind_standard_output(folder: Path, arguments: str) -> None:
    done = in_shell(f"g {arguments} > /dev/full")
    assert done.returncode == 3
    lines = done.stderr.decode().splitlines()
    assert lines[-1] == "glossary: standard output: the disk is full; free some space"
    assert not any("written" in line or "Exception" in line for line in lines)


@pytest.mark.parametrize(
    "command",
    [
        "find many.txt",
        "find many.txt --json",
        "annotate many.txt",
        "export - --format csv",
        "stats",
    ],
)
def test_a_reader_that_leaves_early(folder: Path, command: str) -> None:
    Path("many.txt").write_text("打击裸官。\n" * 20_000, encoding="utf-8")
    done = in_shell(f"g {command} | head -1; echo ${{PIPESTATUS[0]}}")
    assert done.stdout.decode().splitlines()[-1] == "0"
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr
    assert b"Exception" not in done.stderr


JSON = [
    "lookup 裸官 --json", "find a.txt --json", "memory search 三名裸官被调离。 --json",
    "memory concordance 裸官 --json", "stats --json", "export - --format json", "annotate a.txt --to json",
]  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp1252", "gbk"])
@pytest.mark.parametrize("command", JSON)
def test_json_is_utf8_whatever_the_code_page(folder: Path, command: str, encoding: str) -> None:
    done = run(*command.split(), PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert json.loads(done.stdout.decode("utf-8")) is not None
    assert done.stdout == run(*command.split()).stdout


TEXT = [
    "lookup 裸官", "find a.txt", "find a.txt --explain", "annotate a.txt", "--help",
    "memory search 三名裸官被调离。", "memory concordance 裸官", "stats",
]  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp1252", "cp437"])
@pytest.mark.parametrize("command", TEXT)
def test_text_is_shown_as_far_as_the_code_page_can(
    folder: Path, command: str, encoding: str
) -> None:
    done = run(*command.split(), PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    whole = run(*command.split()).stdout.decode()
    shown = done.stdout.decode(encoding)
    expected = whole.encode(encoding, errors="replace").decode(encoding)
    if command != "--help":  # whose lines are broken by width
        assert shown == expected
    if shown != whole and command != "--help":
        assert f"standard output is in {encoding}; characters that" in done.stderr.decode(encoding)


def test_text_in_a_code_page_that_has_it(folder: Path) -> None:
    done = run("lookup", "裸官", PYTHONIOENCODING="gbk")
    assert "裸官" in done.stdout.decode("gbk")


@pytest.mark.parametrize("output", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
def test_an_output_that_is_standard_output(folder: Path, output: str) -> None:
    Path("link").symlink_to("/dev/stdout")
    whole = run("export", "-", "--format", "csv").stdout
    assert in_shell(f"g export {output} --format csv").stdout == whole
    # What else is written to the same file stays, before and after.
    assert in_shell(f"(echo a; g export {output} --format csv; echo b) > out; cat out").stdout == (
        b"a\n" + whole + b"b\n"
    )
    assert in_shell(f"g export {output} --format csv | cat").stdout == whole


@pytest.mark.parametrize("command", ["annotate a.txt --to html", "memory pretranslate a.txt"])
def test_a_dash_is_standard_output(folder: Path, command: str) -> None:
    assert run(*command.split(), "-o", "-").stdout == run(*command.split()).stdout
    assert not Path("-").exists()


STYLED = ["memory search 三名裸官被撤。 --at-least 20", "annotate a.txt", "memory concordance 裸官"]


@pytest.mark.parametrize("command", STYLED)
def test_styles_only_on_a_terminal_that_wants_them(folder: Path, command: str) -> None:
    arguments = command.split()
    assert ESC in on_terminal(*arguments)
    assert ESC in on_terminal(*arguments, NO_COLOR="")
    assert ESC not in on_terminal(*arguments, NO_COLOR="1")
    assert ESC not in on_terminal(*arguments, TERM="dumb")
    assert ESC not in run(*arguments).stdout.decode()


EVIL = "evil\x1b]0;owned\x07\x1b[31m\x9b31m\u202e\x7f"


@pytest.fixture
def hostile(folder: Path) -> Path:
    """Files whose names and contents hold control characters."""
    name = EVIL.replace("\x9b", "").replace("/", "")
    Path(f"{name}.txt").write_text(f"打击裸官{EVIL}。\n", encoding="utf-8")
    Path(f"{name}.csv").write_text(
        f"simplified,english,gloss\n裸{EVIL}官,a{EVIL}b,{EVIL}\n", encoding="utf-8"
    )
    Path(f"{name}-bad.csv").write_text(
        f"simplified,english,status\n甲,b,{EVIL}\n", encoding="utf-8"
    )
    Path(f"{name}.tmx").write_text("<tmx", encoding="utf-8")
    Path("units.tsv").write_text(f"source\ttarget\n裸{EVIL}官\tx{EVIL}y\n", encoding="utf-8")
    return folder


def hostile_commands() -> Iterator[list[str]]:
    name = EVIL.replace("\x9b", "")
    for command in (
        "find",
        "annotate",
        "import",
        "validate",
        "memory import",
        "memory pretranslate",
    ):
        for suffix in (".txt", ".csv", "-bad.csv", ".tmx", ".missing"):
            yield [*command.split(), f"{name}{suffix}"]
    yield ["find", f"{name}.txt", "--explain"]
    yield ["annotate", f"{name}.txt", "-o", f"{name}.html"]
    yield ["annotate", f"{name}.txt", "-o", f"{name}.xyz"]
    yield ["import", "--dry-run", f"{name}.csv"]
    yield ["import", f"{name}.csv", "--map", f"{name}=simplified"]
    yield ["import", f"{name}.csv", "--map", name]
    yield ["convert", f"{name}.csv", "-", "--to", name]
    yield ["export", f"{name}.xyz"]
    yield ["export", "-", "--subject", name]
    yield ["--base", f"{name}/x.db", "lookup", "x"]
    yield ["--base", f"{name}.txt", "lookup", "x"]
    for command in ("lookup", "edit --gloss x", "remove", "memory search", "memory concordance"):
        yield [*command.split(), name]
    yield ["add", f"裸{name}", name, "--id", name]
    yield [name]
    yield ["lookup", f"--{name}"]
    yield ["find", "a.txt", "--level", name]
    yield ["find", "a.txt", "--encoding", name]
    yield ["memory", "delete", "--id", name]


@pytest.mark.parametrize(
    "arguments", list(hostile_commands()), ids=lambda found: " ".join(found[:2])[:20]
)
def test_control_characters_never_reach_a_terminal(hostile: Path, arguments: list[str]) -> None:
    # Without the progress bars of a terminal that can show them.
    shown = on_terminal(*arguments, TERM="dumb")
    assert "Traceback" not in shown
    assert ESCAPES.search(shown) is None
    assert ESC not in shown


def test_control_characters_of_a_base_never_reach_a_terminal(hostile: Path) -> None:
    with glossary.open("own.db", builtin=False) as g:
        terms = Term(Language.CHINESE, f"甲{EVIL}乙"), Term(Language.ENGLISH, f"fir{EVIL}st")
        # Commands refuse such characters; earlier versions did not.
        g.termbase.put([Concept("evil", terms, gloss=EVIL, subject=EVIL, note=EVIL)])
        g.memory.add("甲EVIL乙丙", "firEVILst")
    with closing(sqlite3.connect("own.db", isolation_level=None)) as base:
        for column in ("source", "target"):
            base.execute(f"UPDATE unit SET {column} = replace({column}, 'EVIL', ?)", (EVIL,))
    for command in (
        "lookup 甲乙", "validate", "stats", "memory stats", "memory search 甲乙丙 --at-least 10",
        "memory concordance 甲", "memory replace --dry-run fir sec", "find a.txt",
        "annotate a.txt", "annotate a.txt --to html", "annotate a.txt --to json",
        "edit 裸官 --gloss x", "memory pretranslate a.txt", "memory export -",
        "export - --format tsv", "convert a.csv - --to csv", "lookup 甲乙 --json",
    ):  # fmt: skip
        shown = re.sub(r"\x1b\[\d+m", "", on_terminal(*command.split()))
        assert ESC not in shown, command
        assert ESCAPES.search(shown) is None, command


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("command", ["find a.txt", "annotate a.txt", "stats", "memory stats"])
def test_no_line_is_wider_than_the_terminal(folder: Path, command: str, columns: int) -> None:
    from rich.cells import cell_len

    with glossary.open("own.db", builtin=False) as g:
        g.edit(
            "裸官", english="an official whose spouse and children have all moved abroad for good"
        )
        g.edit("裸官", subject="a subject with a rather long name, as people sometimes have")
        g.memory.add(
            "甲乙。", "First.", origin="a-file-with-quite-a-long-name-as-they-are-given.tmx"
        )
    lines = on_terminal(*command.split(), columns=columns, NO_COLOR="1").splitlines()
    table = [line for line in lines if not line.startswith(("signature:", "your own base:"))]
    assert max(map(cell_len, table)) <= columns
    # A pipe gets each row on one line.
    assert run(*command.split()).stdout.decode().count("\n") <= len(lines)


def test_an_interrupt_while_modules_are_imported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupting(MetaPathFinder):
        def find_spec(self, name: str, *_: object) -> None:
            if name == "glossary.cli.application":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "glossary.cli.application", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupting(), *sys.meta_path])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("module", ["glossary.cli", "termbase.start"])
def test_the_start_of_the_command_imports_nothing(module: str) -> None:
    code = (
        f"import sys; known = set(sys.modules); import {module}; print(*set(sys.modules) - known)"
    )
    root = Path(glossary.__file__).parents[1]
    command = [sys.executable, "-S", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    assert set(done.stdout.split()) - {"__future__"} == {module.split(".", maxsplit=1)[0], module}


@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        ("lookup 裸官", "glossary.find gzip html logging numpy termbase.store.history tomllib"),
        ("annotate text.txt -o page.html", "gzip logging opencc pyexpat zipfile"),
    ],
)
def test_a_command_imports_what_it_needs(folder: Path, arguments: str, unneeded: str) -> None:
    Path("text.txt").write_text("打击裸官。\n", encoding="utf-8")
    code = (
        f"import sys; sys.argv[1:] = {arguments.split()}; "
        "from glossary.cli.application import run; assert run() == 0; "
        f"print([m for m in {unneeded.split()} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_interrupt_at_work(folder: Path) -> None:
    # The output is more than a pipe holds, so the command is at work after its first line.
    Path("many.txt").write_text("打击裸官。\n" * 20_000, encoding="utf-8")
    process = subprocess.Popen(
        [*COMMAND, "--no-builtin", "find", "many.txt"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )  # fmt: skip
    assert process.stdout
    assert process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err


def limit_file_size() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


@pytest.mark.parametrize(
    "arguments", [("convert", "big.csv", "out.json"), ("annotate", "big.md", "-o", "out.html")]
)
def test_a_limit_of_file_sizes(folder: Path, arguments: tuple[str, ...]) -> None:
    rows = "".join(f"甲{n},first {n}\n" for n in range(50))
    Path(arguments[1]).write_text(f"simplified,english\n{rows}", encoding="utf-8")
    out = Path(arguments[-1])
    out.write_text("old", encoding="utf-8")
    Path("own.db").unlink()
    done = subprocess.run(
        [*COMMAND, "--no-builtin", *arguments],
        capture_output=True, check=False, env={**os.environ, "GLOSSARY_BASE": ""},
        preexec_fn=limit_file_size,
    )  # fmt: skip
    assert done.returncode == 3
    assert "largest file size allowed here" in done.stderr.decode()
    assert out.read_text(encoding="utf-8") == "old"
    assert not [path for path in folder.iterdir() if path.name.startswith(".glossary-")]
