"""``glossary check``: check a translation."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossary.check.finding import Severity
from glossary.checking import FORMATS, IN_FILE, SUFFIXES, ReportFormat
from glossary.cli.check_against import against_option, report_changes
from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.options import open_glossary, output_option, shared
from glossary.cli.outputs import refuse_overwriting
from glossary.cli.polity import polity_option
from glossary.cli.streams import echo, echo_bytes, note, show_library_warnings
from glossary.views.words import counted
from termbase.output import write_file

if TYPE_CHECKING:
    from datetime import datetime

    from glossary.check import Finding, Segment

_FORMAT_OF: dict[str, ReportFormat] = {
    ".htm": "html",
    **{suffix: name for name, suffix in SUFFIXES.items()},
}


@click.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    help="Format of the findings; notes is the XLIFF or PO itself with notes in it, or the .docx "
    "with comments; its is the XLIFF with notes and issues of ITS 2.0.  [default: from the suffix "
    "of the output, else text]",
)
@output_option("File to write (default: standard output).")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.MINOR.value,
    show_default=True,
    help="Lowest severity that makes the exit code 1.",
)
@click.option(
    "--at-least",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.MINOR.value,
    show_default=True,
    help="Lowest severity that is shown and counted, and makes the exit code 1.",
)
@click.option(
    "--profile",
    help="Conventions: mainland, taiwan, hong-kong, or a file  [default: checks.toml, if it is in "
    "the working folder]",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    help="File of known findings, which are not shown again.",
)
@click.option("--write-baseline", is_flag=True, help="Write the findings to the baseline.")
@click.option(
    "--diff",
    "is_diff",
    is_flag=True,
    help="Show only findings in lines that a unified diff on standard input changes.",
)
@against_option
@polity_option
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Date of the text, which words such as 去年 refer to.",
)
@click.option("--rules", "is_list", is_flag=True, help="List the rules instead.")
@click.option("--encoding", help="Encoding of the files, if detection fails.")
@click.option("--source-language", default="", help="Language (BCP 47) of a file that names none.")
@click.option("--target-language", default="", help="Language (BCP 47) of a file that names none.")
@shared
def check_command(
    files: tuple[Path, ...],
    format_name: ReportFormat | None,
    out: Path | None,
    fail_on: str,
    at_least: str,
    profile: str | None,
    baseline: Path | None,
    against: str | None,
    polity: str,
    date: datetime | None,
    encoding: str | None,
    source_language: str,
    target_language: str,
    *,
    write_baseline: bool,
    is_diff: bool,
    is_list: bool,
) -> int:
    """Check a translation: a text and its translation, or bilingual files.

    Bilingual files are XLIFF (.xlf, .sdlxliff, .mqxliff …), PO, TMX, tables (.tsv, .csv, .xlsx)
    with the columns source and target, a .docx or .odt with a table of two languages, and subtitles
    (.srt, .vtt, .ass) with a line in each. Exit code 1 means that there are findings, or that the
    vocabulary has changed (--against).
    """
    from glossary.check.profile import find_profile
    from glossary.checking import Checked, check, report

    if is_list:
        return _list_rules()
    jobs = _jobs(files)
    if format_name is None:
        format_name = _FORMAT_OF.get(out.suffix.lower(), "text") if out else "text"
    if write_baseline and not baseline:
        raise click.UsageError("--write-baseline needs --baseline FILE")
    if format_name in IN_FILE and len(jobs) > 1:
        raise click.UsageError(f"--format {format_name} is for one file")
    if against is not None and len(jobs) > 1:
        raise click.UsageError("--against is for one text, that of which the prompt was made")
    if out:
        # With notes it is the same file, which may be its own output.
        refuse_overwriting([out], [] if format_name in IN_FILE else files)
    segments: list[Segment] = []
    findings: list[Finding] = []
    show_library_warnings()
    with open_glossary() as glossary:
        conventions = find_profile(profile)
        languages = source_language, target_language
        has_changed = against is not None and report_changes(
            glossary.finder, files[0], against, polity, encoding, languages
        )
        for source, target in jobs:
            checked = check(
                glossary.finder, source, target, profile=conventions, polity=polity,
                date=date.date() if date else None, encoding=encoding,
                languages=languages, at_least=at_least,
            )  # fmt: skip
            segments += checked.segments
            findings += checked.findings
        if baseline and write_baseline:
            from glossary.check.baseline import format_baseline

            write_file(baseline, format_baseline(findings, _by_number(segments)))
            note(f"{baseline}: {counted(len(findings), 'known finding')}")
            return 0
        findings = _selected(findings, segments, baseline, is_diff=is_diff)
        written = report(
            glossary.finder, Checked(tuple(segments), tuple(findings)), format_name, files[-1],
            encoding, polity,
        )  # fmt: skip
    _write(written, format_name, out)
    note(f"{counted(len(findings), 'finding')} in {counted(len(segments), 'segment')}")
    fails = any(one.severity.reaches(Severity(fail_on)) for one in findings)
    return NOTHING_FOUND if fails or has_changed else 0


def _jobs(files: tuple[Path, ...]) -> list[tuple[Path, Path | None]]:
    """Return the files with their translations: two texts, or files with both languages."""
    from glossary.bilingual import is_bilingual
    from glossary.check.bilingual_tables import may_have_tables

    if not files:
        raise click.UsageError("name a text and its translation, or bilingual files")
    have_both = all(is_bilingual(file) or may_have_tables(file) for file in files)
    # Two documents are a text and its translation.
    if (have_both and len(files) != 2) or all(map(is_bilingual, files)):
        return [(file, None) for file in files]
    if len(files) == 2 and not any(map(is_bilingual, files)):
        return [(files[0], files[1])]
    single = next(file for file in files if not is_bilingual(file))
    raise click.UsageError(
        f"{single} is not a bilingual file; name a text and its translation, or bilingual files"
    )


def _selected(
    findings: list[Finding], segments: Sequence[Segment], baseline: Path | None, *, is_diff: bool
) -> list[Finding]:
    """Return the findings in changed lines that are not known yet."""
    if is_diff:
        from glossary.check.diff import changed_lines, changed_segments

        diff = sys.stdin.buffer.read().decode(errors="replace")
        changed = changed_segments(segments, changed_lines(diff))
        findings = [one for one in findings if (one.file, one.segment) in changed]
    if baseline:
        from glossary.check.baseline import read_baseline, without_known

        findings = without_known(findings, _by_number(segments), read_baseline(baseline))
    return findings


def _by_number(segments: Sequence[Segment]) -> dict[tuple[str, int], Segment]:
    return {(segment.file, segment.number): segment for segment in segments}


def _write(data: bytes, format_name: str, out: Path | None) -> None:
    if out:
        write_file(out, data)
    elif format_name == "text":
        echo(data.decode(), nl=False)
    else:
        echo_bytes(data)


def _list_rules() -> int:
    from glossary.check.rules import rules

    for rule in rules().values():
        state = rule.severity.value if rule.is_on else "off"
        echo(f"{rule.id:20}{state:10}{rule.description}")
    return 0
