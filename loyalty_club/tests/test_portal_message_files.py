from .messages_common import PortalMessages


class TestPortalMessageFiles(PortalMessages):
    """Members attach pictures and PDFs, and nothing that could run."""

    def test_files_reach_staff_and_come_back_as_files(self):
        files = [("files", ("../رسید.html", self.picture("JPEG")))]
        self.send(f"{self.page}/new", files=files, **self.typed)
        feedback = self.written()
        attachment = feedback.attachment_ids
        self.assertEqual(
            (attachment.name, attachment.mimetype), ("رسید.jpg", "image/jpeg")
        )
        self.assertEqual(
            (attachment.res_model, attachment.res_id), (feedback._name, feedback.id)
        )
        self.assertFalse(attachment.public)
        self.assertTrue(attachment.with_user(self.sara).raw)
        path = feedback._portal_path()
        answer = self.url_open(f"{path}/files/{attachment.id}")
        self.assertEqual(answer.content, attachment.raw)
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        self.assertEqual(
            self.url_open(f"/web/content/{attachment.id}").status_code, 404
        )
        files = [("files", ("bill.pdf", b"%PDF-1.7 ..."))]
        self.send(f"{path}/reply", files=files, body="And the bill.")
        replied = feedback._conversation().attachment_ids
        answer = self.url_open(f"{path}/files/{replied.id}")
        self.assertEqual(answer.content, b"%PDF-1.7 ...")

    def test_hostile_files_are_refused_and_the_words_are_kept(self):
        html_page = b"<html><script>alert(1)</script></html>"
        drawing = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
        before = self.env["ir.attachment"].search_count([])
        for content, words in (
            (html_page, "neither a picture nor a PDF"),
            (drawing, "neither a picture nor a PDF"),
            (b"x" * (5 * 1024**2 + 1), "is too large"),
        ):
            files = [("files", ("holiday.png", content))]
            answer = self.send(f"{self.page}/new", files=files, **self.typed)
            self.assertIn(words, answer.text)
            self.assertIn("would do.", answer.text)
        many = [("files", (f"{n}.png", self.picture())) for n in range(4)]
        answer = self.send(f"{self.page}/new", files=many, **self.typed)
        self.assertIn("3 files at most", answer.text)
        self.assertFalse(self.written())
        self.assertEqual(self.env["ir.attachment"].search_count([]), before)

    def test_text_where_a_file_belongs_and_the_other_way_round(self):
        answer = self.send(
            f"{self.page}/new",
            files=[("body", ("body.txt", b"Hello"))],
            kind="question",
            name="Tea",
        )
        self.assertIn("write something", answer.text)
