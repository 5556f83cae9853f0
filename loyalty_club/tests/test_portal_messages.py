import re
from urllib.parse import urlsplit

from lxml import html

from .messages_common import PortalMessages


class TestPortalMessages(PortalMessages):
    """Members write in the portal, read what they are answered, and rate it."""

    # === SCENES === #

    def test_member_writes_is_answered_and_rates_the_answer(self):
        self.assertIn("Tell us what you think", self.url_open(self.page).text)
        home = self.url_open(f"/my/club/{self.member.id}").text
        self.assertIn(self.page, home)
        sent = self.send(f"{self.page}/new", **self.typed)
        feedback = self.written()
        self.assertEqual(urlsplit(sent.url).path, feedback._portal_path())
        self.assertEqual(
            (feedback.member_id, feedback.kind, feedback.topic_id, feedback.body),
            (self.member, "suggestion", self.delivery, "Half an hour\nwould do."),
        )
        self.assertIn("You will have an answer by", self.text(sent))
        self.assertNotIn("How was our answer?", sent.text)
        self.answer(feedback, "Gladly, from Monday on.")
        conversation = self.url_open(feedback._portal_path())
        self.assertIn("Gladly, from Monday on.", conversation.text)
        self.assertIn("How was our answer?", conversation.text)
        typed = html.fromstring(conversation.content).xpath("//textarea/@name")
        self.assertEqual(typed, ["comment", "body"])
        rated = self.send(f"{feedback._portal_path()}/rate", rate="5", comment="Oh!")
        self.assertIn("Thank you", rated.text)
        self.assertEqual(feedback.rating_last_value, 5)
        again = self.send(f"{feedback._portal_path()}/reply", body="Until when?")
        self.assertIn("Until when?", again.text)
        self.assertEqual(feedback.state, "in_progress")
        self.assertIn("Open &lt;b&gt;earlier&lt;/b&gt;", self.url_open(self.page).text)

    def test_every_answer_is_rated_once(self):
        feedback = self.message()
        self.answer(feedback)
        rate = f"{feedback._portal_path()}/rate"
        self.send(rate, rate="1")
        self.assertIn("rated already", self.send(rate, rate="5").text)
        self.assertEqual(feedback.rating_last_value, 1)
        self.assertEqual(len(feedback.rating_ids), 1)

    def test_what_is_refused_keeps_what_was_typed(self):
        answer = self.send(f"{self.page}/new", **{**self.typed, "kind": "praise"})
        page = html.fromstring(answer.content)
        self.assertEqual(
            page.xpath("//input[@name='name']/@value"), [self.typed["name"]]
        )
        [body] = page.xpath("//textarea[@name='body']")
        self.assertEqual(body.text, self.typed["body"])
        topic = page.xpath("//select[@name='topic_id']/option[@selected]/@value")
        self.assertEqual(topic, [str(self.delivery.id)])
        self.assertFalse(self.written())
        feedback = self.message()
        answer = self.send(f"{feedback._portal_path()}/reply", body="x" * 4001)
        self.assertIn("4,000 characters at most", answer.text)
        self.assertIn("x" * 4001, answer.text)

    def test_a_form_that_is_sent_twice_says_it_once(self):
        files = [("files", (f"{n}.png", self.picture(), "image/png")) for n in (1, 2)]
        form = {**self.typed, "key": "0123456789abcdef"}
        first = self.send(f"{self.page}/new", files, **form)
        feedback = self.written()
        again = self.send(f"{self.page}/new", files, **form)
        self.assertEqual(again.url, first.url)
        self.assertEqual(self.written(), feedback)
        self.assertEqual(len(feedback.attachment_ids), 2)
        reply = f"{feedback._portal_path()}/reply"
        for _click in range(2):
            self.send(reply, body="Please!", key="fedcba9876543210")
        self.assertEqual(len(feedback._conversation()), 1)
        self.send(reply, body="Please!", key="00000000ffffffff")
        self.assertEqual(len(feedback._conversation()), 2)

    def test_each_form_has_a_name_of_its_own(self):
        path = self.message()._portal_path()
        keys = [
            html.fromstring(self.url_open(url).content).xpath("//input[@name='key']")
            for url in (f"{self.page}/new", f"{self.page}/new", path)
        ]
        self.assertEqual(len({key.get("value") for [key] in keys}), 3)

    def test_the_name_of_a_form_is_no_way_to_the_message_of_another(self):
        key = "0123456789abcdef"
        self.send(f"{self.page}/new", **self.typed, key=key)
        feedback = self.written()
        self.authenticate("omid", "omid")
        theirs = self.send(f"/my/club/{self.his.id}/messages/new", **self.words(key))
        self.assertNotEqual(self.written(), feedback)
        self.assertEqual(urlsplit(theirs.url).path, self.written()._portal_path())

    def words(self, key):
        """What somebody types who has chosen no topic."""
        return {**self.typed, "topic_id": "", "key": key}

    def test_nothing_that_is_written_runs(self):
        evil = "<script>alert(1)</script>"
        self.delivery.name = evil
        self.send(f"{self.page}/new", **{**self.typed, "name": evil, "body": evil})
        feedback = self.written()
        self.send(f"{feedback._portal_path()}/reply", body=evil)
        self.answer(feedback)
        self.send(f"{feedback._portal_path()}/rate", rate="3", comment=evil)
        for page in (self.page, f"{self.page}/new", feedback._portal_path()):
            self.assertNotIn(evil, self.url_open(page).text)
        for body in feedback.message_ids.mapped("body"):
            self.assertNotIn("<script", body)

    def test_notes_of_staff_are_not_shown(self):
        feedback = self.message()
        note = feedback.with_user(self.sara).message_post(
            body="He always complains.",
            message_type="comment",
            subtype_xmlid="mail.mt_note",
            attachments=[("list.pdf", b"%PDF-1.7")],
        )
        page = self.url_open(feedback._portal_path()).text
        self.assertNotIn("always complains", page)
        file = f"{feedback._portal_path()}/files/{note.attachment_ids.id}"
        self.assertEqual(self.url_open(file).status_code, 404)

    # === WHOSE === #

    def test_nobody_reads_or_answers_what_another_has_written(self):
        feedback = self.message(files=[("cup.png", self.picture())])
        self.answer(feedback)
        path, guessed = feedback._portal_path(), f"/my/club/{self.his.id}/messages"
        file = f"files/{feedback.attachment_ids.id}"
        self.authenticate("omid", "omid")
        for url in (
            *(self.page, f"{self.page}/new", path, f"{path}/{file}"),
            *(f"{guessed}/{feedback.id}", f"{guessed}/{feedback.id}/{file}"),
            f"{guessed}/{2**31}",
            f"/my/club/{2**31 - 1}/messages",
        ):
            self.assertEqual(self.url_open(url).status_code, 404, url)
        for url in (f"{self.page}/new", f"{path}/reply", f"{path}/rate"):
            sent = self.send(url, **self.typed, rate="1")
            self.assertEqual(sent.status_code, 404, url)
        self.assertEqual(self.written(), feedback)
        self.assertFalse(feedback._conversation() - feedback._conversation()[0])
        self.assertFalse(feedback.is_rated)

    def test_visitor_is_asked_to_log_in(self):
        path = self.message()._portal_path()
        self.authenticate(None, None)
        for url in (self.page, f"{self.page}/new", path, f"{path}/files/1"):
            self.assertIn("/web/login", self.url_open(url).url)

    def test_website_of_another_company_shows_nothing(self):
        path = self.message()._portal_path()
        self.env["website"].search([]).company_id = self.env["res.company"].create(
            {"name": "Other"}
        )
        for url in (self.page, path):
            self.assertEqual(self.url_open(url).status_code, 404)

    def test_nothing_that_is_not_asked_for_is_taken_from_a_form(self):
        forged = {
            "member_id": str(self.his.id),
            "partner_id": str(self.omid.id),
            "state": "closed",
            "user_id": "1",
            "is_rated": "1",
            "rating_last_value": "5",
            "due_at": "2100-01-01",
            "attachment_ids": "1",
            "author_id": "2",
        }
        self.send(f"{self.page}/new", **self.typed, **forged)
        feedback = self.written()
        self.assertEqual(
            (feedback.member_id, feedback.state, feedback.user_id, feedback.is_rated),
            (self.member, "new", self.sara, False),
        )
        self.assertFalse(feedback.attachment_ids)
        self.send(f"{feedback._portal_path()}/reply", body="Well?", **forged)
        self.assertEqual(feedback._conversation().author_id, self.partner)
        for rate in ("2", "9", "-1", "", "five"):
            self.send(f"{feedback._portal_path()}/rate", rate=rate, **forged)
        self.assertFalse(feedback.rating_ids)

    def test_a_form_of_another_site_is_refused(self):
        answer = self.url_open(f"{self.page}/new", data=self.typed)
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self.written())

    def test_odoos_own_doors_stay_shut(self):
        feedback = self.message()
        self.answer(feedback)
        for model in ("loyalty.club.feedback", "rating.rating"):
            call = {
                "params": {
                    "model": model,
                    "method": "search_read",
                    "args": [[]],
                    "kwargs": {},
                }
            }
            answer = self.url_open(
                f"/web/dataset/call_kw/{model}/search_read", json=call
            )
            self.assertIn("AccessError", answer.text)
        post = {
            "thread_model": feedback._name,
            "thread_id": feedback.id,
            "post_data": {"body": "Hi", "rating_value": 5},
        }
        answer = self.url_open("/mail/message/post", json={"params": post})
        self.assertIn("error", answer.json())
        self.assertFalse(feedback.rating_ids)

    # === PERSIAN, AND MANY === #

    def test_persian_member_reads_a_persian_day(self):
        persian = self.env["res.lang"]._activate_lang("fa_IR")
        self.env["website"].search([]).language_ids += persian
        feedback = self.message()
        feedback.due_at = "2028-01-26 09:00:00"
        self.assertIn(
            "۶ بهمن ۱۴۰۶", self.url_open(f"/fa{feedback._portal_path()}").text
        )

    def test_many_messages_are_read_page_by_page(self):
        self.env["loyalty.club.feedback"].create(
            [
                {"member_id": self.member.id, "name": f"Nr. {n:02}.", "body": "Hi"}
                for n in range(25)
            ]
        )
        first = self.url_open(self.page).text
        self.assertIn("Nr. 24.", first)
        self.assertNotIn("Nr. 04.", first)
        [older] = re.findall(rf"{self.page}\?before=\d+", first)
        second = self.url_open(older).text
        self.assertIn("Nr. 04.", second)
        self.assertNotIn("Nr. 05.", second)
        self.assertEqual(self.url_open(f"{self.page}?before=x").status_code, 200)

    def test_a_long_conversation_costs_as_much_as_a_short_one(self):
        short, long = self.message(), self.message(name="Long")
        self.answer(short)
        for _each in range(25):
            self.answer(long, "So be it.")
            long.message_post(
                author_id=self.partner.id,
                body="And?",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        self.env.flush_all()
        self.url_open(short._portal_path())

        def cost(feedback):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.url_open(feedback._portal_path())
            return self.env.cr.sql_log_count - before

        self.assertLessEqual(cost(long), cost(short) + 3)
