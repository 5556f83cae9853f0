from typing import NamedTuple

from odoo import models
from odoo.fields import Domain

from ...tools.text import isolated, with_digits_of


class Judgement(NamedTuple):
    """What becomes of a row, and why. Who joins has a candidate."""

    row: object
    verdict: str
    reason: str | None
    candidate: object = None


class LoyaltyClubImport(models.Model):
    """What becomes of each row: the same for those who look as for those who import."""

    _inherit = "loyalty.club.import"

    # === VERBS === #

    def _judge_next(self):
        """Say of the next rows what would become of them. Nothing else changes.

        :return: the ids of the rows judged
        """
        self.ensure_one()
        if self.state != "checking":  # somebody has stopped it
            return []
        rows = self._next_rows(False)
        for judgement in self._judge(rows):
            candidate = judgement.candidate
            judgement.row.write(
                {
                    "verdict": judgement.verdict,
                    "reason": judgement.reason,
                    "is_open": bool(candidate),
                    # A contact that is to be made does not exist yet.
                    "partner_id": candidate and candidate.partner._origin.id,
                }
            )
        if not rows:
            self.state = "checked"
        return rows.ids

    def _judge(self, rows) -> list[Judgement]:
        """What becomes of these rows as things are now, in their order."""
        judged = {}
        known, doubles = self._known(rows), self._doubles(rows)
        for row in rows:
            if member := known.get(row.external_number):
                reason = isolated(member.display_name)
                judged[row] = Judgement(row, "known", reason)
            elif first := doubles.get(row):
                reason = self.env._(
                    "Row %(row)s has the same number.", row=self._digits(first)
                )
                judged[row] = Judgement(row, "refused", reason)
        parents, lost = self._organisations(
            rows.filtered(lambda row: row not in judged)
        )
        judged |= {row: Judgement(row, "refused", why) for row, why in lost.items()}
        judged |= self._judge_candidates(
            rows.filtered(lambda row: row not in judged), parents
        )
        return [judged[row] for row in rows]

    def _judge_candidates(self, rows, parents):
        contacts, notes = self._contacts(rows)
        candidates = self.club_id._candidates(
            self.env["res.partner"].concat(*(contacts[row] for row in rows)),
            channel="import",
        )
        judged = {}
        for row, candidate in zip(rows, candidates, strict=True):
            candidate = candidate._replace(
                parent=parents.get(row, candidate.parent),
                member_type=row.type_id,
                facts={
                    "external_number": row.external_number,
                    "joined_on": row.joined_on or self.club_id._today(),
                },
            )
            judged[row] = self._judge_candidate(row, candidate, notes.get(row))
        return judged

    def _judge_candidate(self, row, candidate, note):
        if row.points and candidate.partner == self.user_id.partner_id:
            reason = self.env._("Somebody else has to import your own points.")
            return Judgement(row, "refused", reason)
        if candidate.is_member:
            reason = isolated(candidate.member.display_name)
            return Judgement(row, "adopt", reason, candidate)
        refusal = self.club_id._refusal(candidate) or self._why_stranger(candidate)
        if refusal:
            return Judgement(row, "refused", refusal)
        verdict = "match" if candidate.partner._origin else "new"
        return Judgement(row, verdict, note, candidate)

    # === WHO IS IT === #

    def _known(self, rows):
        """Members who were imported already, by their number in the old system."""
        members = self.env["loyalty.club.member"].with_context(active_test=False)
        found = members.search_fetch(
            [
                ("club_id", "=", self.club_id.id),
                ("external_number", "in", rows.mapped("external_number")),
            ]
        )
        found.partner_id.fetch(["display_name"])
        return found.grouped("external_number")

    def _doubles(self, rows):
        """The number of the first row with the same number, for each later one."""
        firsts = dict(
            rows._read_group(
                [
                    ("import_id", "=", self.id),
                    ("external_number", "in", rows.mapped("external_number")),
                ],
                ["external_number"],
                ["number:min"],
            )
        )
        return {
            row: firsts[row.external_number]
            for row in rows
            if firsts[row.external_number] != row.number
        }

    def _contacts(self, rows):
        """The contact of each row, a new one if it has none; and what to say of it."""
        by_mobile, by_email = self._found_contacts(rows)
        nobody = self.env["res.partner"]
        taken = self._taken(nobody.union(*by_mobile.values(), *by_email.values()))
        contacts, notes = {}, {}
        for row in rows:
            if row.partner_id:  # as people have seen it before they agreed
                contacts[row] = row.partner_id
                continue
            options = [
                partner
                for partner in (row.mobile and by_mobile.get(row.mobile))
                or (row.email and by_email.get(row.email))
                or nobody
                if partner.is_company == (row.kind == "legal")
            ]
            if len(options) == 1 and options[0] not in taken:
                taken[options[0]] = row.number
                contacts[row] = options[0]
                continue
            contacts[row] = self._stand_in(row)
            if options:
                notes[row] = self._why_new(options, taken)
        return contacts, notes

    def _found_contacts(self, rows):
        """Contacts that have a number of these rows, by number; likewise by address."""
        partners = self.env["res.partner"]
        if not self.match_contacts:
            return {}, {}
        serves = self.club_id._serves()
        mobiles = list(filter(None, rows.mapped("mobile")))
        emails = list(filter(None, rows.mapped("email")))
        with_mobile = partners._loyalty_club_with_mobile(mobiles, serves)
        with_email = partners.search(
            serves
            & Domain("email_normalized", "in", emails)
            & Domain("type", "not in", ("invoice", "delivery"))
        )
        return (
            with_mobile._loyalty_club_recognised().grouped("phone_sanitized"),
            # A visitor of the website may have written anybody's address.
            with_email.filtered(
                lambda contact: not contact.sudo().create_uid.share
            ).grouped("email_normalized"),
        )

    def _taken(self, found):
        """Of these contacts, those who are somebody else: with the row that says so,
        or with 0 for members who have another number."""
        taken = {
            member.partner_id: 0
            for member in self.club_id._memberships(found)
            if member.external_number
        }
        others = self.env["loyalty.club.import.row"].search_fetch(
            [("import_id", "=", self.id), ("partner_id", "in", found.ids)],
            ["partner_id", "number"],
        )
        return taken | {row.partner_id: row.number for row in others}

    def _why_new(self, options, taken):
        if len(options) > 1:
            return self.env._(
                "%(count)s contacts have this number or address: none of them is used.",
                count=self._digits(len(options)),
            )
        name = isolated(options[0].display_name)
        if row := taken[options[0]]:
            return self.env._(
                "%(contact)s has the same number or address, and is row %(row)s.",
                contact=name,
                row=self._digits(row),
            )
        return self.env._(
            "%(contact)s has the same number or address, and is another member.",
            contact=name,
        )

    def _digits(self, count):
        return with_digits_of(self.env.lang, str(count))

    def _stand_in(self, row):
        """The contact a row would make, for the conditions of the club."""
        return self.env["res.partner"].new(
            {**self._contact_values(row), "active": True, "type": "contact"}
        )

    def _contact_values(self, row):
        return {
            **self.club_id._newcomer(row.name, row.mobile),
            "is_company": row.kind == "legal",
            "email": row.email,
            "lang": row.language or self.env.lang,
        }
