"""Text check: white space, conflict marks, and files that may not be."""

from pathlib import Path

CODE = {".py", ".js", ".scss", ".xml", ".csv"}
CONFIG = {".cfg", ".json", ".toml", ".txt", ".yaml", ".yml"}
PROSE = {".html", ".md", ".po"}  # a space at the end of a line may mean something
MARKS = ("<" * 7 + " ", ">" * 7 + " ")


def check(_env, paths: list[Path], fix: bool) -> str:
    """Report (or mend) untidy text files."""
    return "\n".join(
        f"{path}: {fault}"
        for path in paths
        if path.suffix in CODE | CONFIG | PROSE and path.exists()
        for fault in _faults(path, fix)
    )


def _faults(path: Path, fix: bool) -> list[str]:
    if path.name == "en.po":
        return ["English is the source language: it has no translation"]
    text = path.read_bytes().decode(errors="replace")
    faults = []
    if any(line.startswith(MARKS) for line in text.splitlines()):
        faults.append("an unresolved merge conflict")
    tidy = _tidy(text, path.suffix not in PROSE)
    if tidy != text:
        if fix:
            path.write_text(tidy)
        faults.append("untidy white space" + (" (mended)" if fix else ""))
    return faults


def _tidy(text: str, strip: bool) -> str:
    lines = text.replace("\r\n", "\n").split("\n")
    if strip:
        lines = [line.rstrip(" \t") for line in lines]
    body = "\n".join(lines).rstrip("\n")
    return body + "\n" if body else ""
