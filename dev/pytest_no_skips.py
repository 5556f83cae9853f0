"""A pytest plug-in: a test that was skipped for want of something has failed.

Odoo skips browser tests silently when there is no browser; a green run would then
say nothing. Our own tests may not skip at all; other people's may, by decision.
"""

import re

import pytest
from kit import places

MISSING = re.compile(
    "chrom|websocket|not installed|not found|missing|unavailable|odoo-http|wkhtml",
    re.IGNORECASE,
)
ours = set()
refused = []


def pytest_collection_modifyitems(items):
    """Remember which tests are our own."""
    ours.update(item.nodeid for item in items if places.MODULE in item.path.parents)


def pytest_runtest_logreport(report):
    """Remember each skip that hides something."""
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        if report.nodeid in ours or MISSING.search(reason):
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
