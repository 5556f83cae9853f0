import io

from PIL import Image

from odoo.tests import BaseCase, tagged

from ..tools.upload import safe_upload


@tagged("post_install", "-at_install")
class TestUpload(BaseCase):
    """Of what strangers send, pictures and PDFs are kept, and nothing else."""

    def picture(self, kind, size=(2, 2)):
        content = io.BytesIO()
        Image.new("1", size).save(content, kind)
        return content.getvalue()

    def test_pictures_and_pdfs_are_what_they_contain(self):
        for kind, ending in (("PNG", "png"), ("JPEG", "jpg"), ("GIF", "gif")):
            upload = safe_upload("receipt.exe", self.picture(kind))
            self.assertEqual(upload.name, f"receipt.{ending}")
            self.assertTrue(upload.mimetype.startswith("image/"))
        upload = safe_upload("bill.html", b"%PDF-1.7 ...")
        self.assertEqual(
            (upload.name, upload.mimetype), ("bill.pdf", "application/pdf")
        )

    def test_what_could_run_is_refused_whatever_it_is_called(self):
        for content in (
            b"<html><script>alert(1)</script></html>",
            b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
            b'<?xml version="1.0"?><svg/>',
            b"MZ\x90\x00",
            b"PK\x03\x04",
            b"#!/bin/sh",
            b"GIF89a",
            b"\xff\xd8\xff",
            b"",
        ):
            self.assertIsNone(safe_upload("holiday.png", content), content)

    def test_a_picture_that_would_fill_the_memory_is_refused(self):
        self.assertIsNone(safe_upload("a.png", self.picture("PNG", (20000, 10000))))

    def test_names_lead_nowhere_and_deceive_nobody(self):
        content = self.picture("PNG")
        for name, kept in (
            ("../../etc/passwd", "passwd.png"),
            ("C:\\Users\\mina\\cup.png", "cup.png"),
            ("cup\u202egnp.exe", "cupgnp.png"),
            ('a"b\r\nX-Header: 1.png', "a_bX-Header_ 1.png"),
            ("رسید.png", "رسید.png"),
            ("", "file.png"),
            ("...", "file.png"),
            ("x" * 300, "x" * 80 + ".png"),
        ):
            self.assertEqual(safe_upload(name, content).name, kept)
