"""What the cells of a row mean in a club, or why they can't be meant."""

from odoo.exceptions import UserError
from odoo.tools import email_normalize

from ...tools import cells as cell
from ...tools import import_columns
from ...tools.text import as_key, isolated, same_letters

# More would not fit in a balance together with what is earned later.
_MAX_POINTS = 1_000_000_000


class ImportReader:
    """Reads rows for one club. What it must know for that, it looks up once."""

    def __init__(self, club):
        self.env = club.env
        self.club = club
        self.today = club._today()
        self.country = club.company_id.country_id
        languages = self.env["res.lang"].search_fetch([], ["code", "iso_code", "name"])
        self.languages = {
            as_key(word): language.code
            for language in languages
            for word in (language.code, language.iso_code or "", language.name)
        }
        # People say the language, not the country it is spoken in.
        for language in languages:
            for word in (language.code[:2], language.name.split("(")[0]):
                self.languages.setdefault(as_key(word), language.code)
        self.languages.pop("", None)
        persian = self.languages.get("fa")
        self.languages |= {as_key("فارسی"): persian} if persian else {}
        english = self.languages.get("en")
        self.languages |= {as_key("انگلیسی"): english} if english else {}
        self.types = {
            as_key(member_type.with_context(lang=language.code).name): member_type.id
            for language in languages
            for member_type in club.type_ids
        }

    def understand(self, given: dict) -> dict:
        """The values of a row, and why it is refused if it is.

        :param given: what the file has, by column
        """
        values, reasons = {}, []
        for column in import_columns.COLUMNS:
            value = given.get(column.name)
            try:
                values |= getattr(self, f"_read_{column.name}")(value)
            except cell.Meaningless as trouble:
                reasons.append(self._why(column, trouble.why, value))
            except UserError as trouble:
                reasons.append(str(trouble))
        if not reasons:
            reasons += self._contradictions(values)
        values.setdefault("kind", "individual")
        return {**values, "reason": " ".join(reasons) or None}

    # === COLUMNS === #

    def _read_external_number(self, value):
        number = cell.code(value)
        if not number:
            raise UserError(self.env._("The number in the old system is missing."))
        return {"external_number": number}

    def _read_name(self, value):
        name = cell.text(value)
        if not name:
            raise UserError(self.env._("The name is missing."))
        # Arabic keyboards write Persian, too, and nobody finds it again.
        is_persian = (self.env.lang or "").startswith("fa")
        return {"name": same_letters(name) if is_persian else name}

    def _read_kind(self, value):
        key = as_key(cell.text(value))
        if key in import_columns.LEGAL:
            return {"kind": "legal"}
        if not key or key in import_columns.INDIVIDUAL:
            return {"kind": "individual"}
        raise UserError(
            self.env._(
                "“%(kind)s” is neither a person nor an organisation.",
                kind=isolated(cell.text(value)),
            )
        )

    def _read_mobile(self, value):
        number = cell.code(value)
        mobile = number and self.env["res.partner"]._loyalty_club_mobile(
            number, self.country
        )
        return {"mobile": mobile or None}

    def _read_email(self, value):
        written = cell.text(value)
        email = email_normalize(written)
        if written and not email:
            raise UserError(
                self.env._(
                    "“%(email)s” is not an e-mail address.", email=isolated(written)
                )
            )
        return {"email": email or None}

    def _read_type(self, value):
        name = cell.text(value)
        if name and as_key(name) not in self.types:
            raise UserError(
                self.env._(
                    "“%(type)s” is not a membership type of %(club)s.",
                    type=isolated(name),
                    club=self.club.name,
                )
            )
        return {"type_id": self.types.get(as_key(name))}

    def _read_organisation(self, value):
        return {"organisation": same_letters(cell.text(value)) or None}

    def _read_joined_on(self, value):
        day = cell.day(value)
        if day and day > self.today:
            raise UserError(self.env._("Nobody has joined in the future."))
        return {"joined_on": day}

    def _read_points(self, value):
        points = cell.whole(value)
        if not 0 <= points <= _MAX_POINTS:
            raise UserError(
                self.env._("Opening points are between 0 and 1,000,000,000.")
            )
        return {"points": points}

    def _read_expires_on(self, value):
        return {"expires_on": cell.day(value)}

    def _read_language(self, value):
        written = cell.text(value)
        if written and as_key(written) not in self.languages:
            raise UserError(
                self.env._(
                    "The language “%(language)s” is not one of this database.",
                    language=isolated(written),
                )
            )
        return {"language": self.languages.get(as_key(written))}

    # === REASONS === #

    def _contradictions(self, values):
        if values["organisation"] and values["kind"] == "legal":
            yield self.env._("Only a person joins with an organisation.")
        if values["points"] and values["expires_on"]:
            if values["expires_on"] < self.today:
                yield self.env._("The opening points have expired already.")

    def _why(self, column, why, value):
        heading = isolated(column.heading(self.env.lang))
        if why == "number":
            return self.env._(
                "%(column)s: “%(value)s” is not a whole number.",
                column=heading,
                value=isolated(cell.text(value)),
            )
        if why == "day":
            return self.env._(
                "%(column)s: “%(value)s” is not a day. Write it as 2024-05-31, or as "
                "1403/03/11.",
                column=heading,
                value=isolated(cell.text(value)),
            )
        if why == "formula":
            return self.env._(
                "%(column)s: the formula was saved without its result. Open the file "
                "in a spreadsheet program, save it, and check it again.",
                column=heading,
            )
        if why == "error":
            return self.env._(
                "%(column)s: the cell shows an error of the spreadsheet.",
                column=heading,
            )
        return self.env._("%(column)s: the text is too long.", column=heading)

    @staticmethod
    def as_written(given: dict) -> dict:
        """The cells of a row as texts, to give them back."""
        return {
            name: value.strftime("%Y-%m-%d")
            if hasattr(value, "strftime")
            else str(value)[:1000]
            for name, value in given.items()
            if value not in (None, "", cell.UNCALCULATED)
        }
