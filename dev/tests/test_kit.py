"""The tools keep their promises: half-made work is redone, troubles are sentences."""

import os
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from kit import debian, lock, places, text_check
from kit.trouble import Trouble, explain


class KitCase(unittest.TestCase):
    """A test with a cache of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        cache = mock.patch.dict(os.environ, LOYALTY_CLUB_CACHE=str(self.folder))
        cache.start()
        self.addCleanup(cache.stop)


class TestBuild(KitCase):
    """lock.build: all or nothing, once."""

    def test_finished_work_is_not_done_again(self):
        calls = []
        for _ in range(2):
            lock.build(self.folder / "thing", calls.append)
        self.assertEqual(len(calls), 1)

    def test_half_made_work_is_thrown_away(self):
        target = self.folder / "thing"
        target.mkdir()
        (target / "half").touch()
        lock.build(target, lambda folder: (folder / "whole").touch())
        self.assertFalse((target / "half").exists())
        self.assertTrue((target / "whole").exists())

    def test_failed_work_is_tried_again(self):
        def fail(_folder):
            raise Trouble("no")

        with self.assertRaises(Trouble):
            lock.build(self.folder / "thing", fail)
        lock.build(self.folder / "thing", lambda folder: (folder / "whole").touch())
        self.assertTrue((self.folder / "thing" / "whole").exists())

    def test_a_lock_is_free_again_when_its_holder_has_gone(self):
        with lock.held("name"), lock.attempted("name") as alone:
            self.assertFalse(alone)
        with lock.attempted("name") as alone:
            self.assertTrue(alone)


class TestTrouble(KitCase):
    """Failures are explained in a sentence that says what to do."""

    def test_a_dead_mirror(self):
        said = str(explain("X", "curl: Could not resolve host", "log", mirror=True))
        self.assertIn("mirror cannot be reached", said)

    def test_a_refused_connection_inside_odoo_is_not_the_mirror(self):
        said = str(explain("X", "psql: Connection refused", "log", mirror=False))
        self.assertNotIn("mirror", said)

    def test_a_full_disk(self):
        said = str(explain("X", "No space left on device", "log", mirror=False))
        self.assertIn("disk is full", said)

    def test_too_little_space(self):
        with self.assertRaisesRegex(Trouble, "needs .* MB of disk space"):
            places.require_space(self.folder, 10**9, "Everything")

    def test_without_privilege_the_command_to_run_is_named(self):
        with (
            mock.patch.object(debian, "_privilege", return_value=None),
            mock.patch.object(debian.shutil, "which", return_value="/usr/bin/apt-get"),
            self.assertRaisesRegex(Trouble, "sudo apt-get install chromium fonts"),
        ):
            debian.need(["chromium", "fonts"], "Chromium")


class TestText(KitCase):
    """The text check mends white space and nothing else."""

    def test_mends(self):
        path = self.folder / "a.py"
        path.write_text("x = 1  \n\n\n")
        self.assertTrue(text_check.check(None, [path], True))
        self.assertEqual(path.read_text(), "x = 1\n")
        self.assertFalse(text_check.check(None, [path], False))


if __name__ == "__main__":
    unittest.main()
