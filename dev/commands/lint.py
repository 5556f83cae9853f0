"""lint: style, module rules, translations, and a wheel that builds and installs."""

from pathlib import Path

from kit import linters, python_env, steps
from kit.trouble import Trouble


def add_arguments(parser) -> None:
    """Declare the options of `dev lint`."""
    parser.add_argument(
        "--fix", action="store_true", help="mend what can be mended automatically"
    )
    parser.add_argument(
        "--hook", choices=linters.HOOKS, metavar="NAME", help=", ".join(linters.HOOKS)
    )


def run(options, rest: list[str]) -> int:
    """Run all checks, or one, on the given files or on all that git knows."""
    chosen = [options.hook] if options.hook else list(linters.HOOKS)
    if not options.hook:
        steps.title("loyalty_club: lint")
    env = python_env.find("lint", ["lint.txt"])
    paths = [Path(word).absolute() for word in rest] or linters.known_files()
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise Trouble(f"There is no file {missing[0]}.")
    failed = []
    for name in chosen:
        check = linters.HOOKS[name]
        report = check(env, paths, options.fix)
        mark = "✗" if report else "✓"
        if report or not options.hook:
            steps.say(f"  {mark} {name}")
        if report:
            steps.say(report.rstrip())
            failed.append(name)
    if failed and not options.hook:
        steps.say(f"Failed: {', '.join(failed)}. Try: python3 dev lint --fix")
    return 1 if failed else 0
