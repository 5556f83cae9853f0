"""A pytest plug-in: a test that was skipped for want of something has failed.

Odoo skips browser tests silently when there is no browser; a green run would then
say nothing. Our own tests may not skip at all; other people's may, by decision.
"""

import re

import pytest

MISSING = re.compile(
    r"chrom|websocket|not installed|not found|missing|unavailable|odoo-http|wkhtml",
    re.IGNORECASE,
)
refused = []


def pytest_runtest_logreport(report):
    """Remember each skip that hides something."""
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        if "loyalty_club/" in report.nodeid or MISSING.search(reason):
            refused.append((report.nodeid, reason))


def pytest_collectreport(report):
    """Remember each test file that skipped itself."""
    if report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        refused.append((report.nodeid, reason))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """Fail the run when a test was skipped that should have run."""
    if refused and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    """Name the tests that should have run."""
    for nodeid, reason in refused:
        terminalreporter.line(
            f"NOT RUN, counts as failed: {nodeid}: {reason}", red=True
        )
