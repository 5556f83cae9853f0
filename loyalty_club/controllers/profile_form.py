"""The form in which members tell of themselves."""

from datetime import date
from functools import cached_property

from babel.dates import get_month_names

from odoo.http import request
from odoo.tools import get_lang

from ..models.club.loyalty_club_profile import OLDEST
from ..tools import birthday, jalali
from ..tools.text import with_digits_of
from .form_fields import text, whole_number

_LONGEST_JOB = 100


class ProfileForm:
    """What stands in the fields, what is wrong with it, and what follows from it.

    Birth dates are typed in the calendar of the reader, a field for each part.
    """

    def __init__(self, member):
        self.member = member
        self.env = request.env
        self.calendar = (
            "jalali" if (self.env.lang or "").startswith("fa") else "gregorian"
        )
        self.profile = member._profiles()
        self.errors = {}
        self.facts = {}
        self.typed = self._kept()

    def take(self, fields):
        """Take what was sent: any strings, or none."""
        texts = {name: text(value) for name, value in fields.items()}
        chosen = request.httprequest.form.getlist("interest")
        self.typed = {**texts, "interests": set(chosen)}
        job = texts.get("job", "")
        if len(job) > _LONGEST_JOB:
            self.errors["job"] = self.env._("Say it in fewer words.")
        self.facts = {
            "job": job,
            "education": self._choice("education", self.educations),
            "contact_by": self._choice("contact_by", self.channels),
            "interest_ids": [(6, 0, self._chosen(self.interests, chosen).ids)],
            "branch_id": self._chosen(self.branches, [texts.get("branch")]).id,
            "birth_date": self._birth_date(fields),
        }
        if not texts.get("consent"):
            self.errors["consent"] = self.env._(
                "We keep this only if you allow it. Tick the box, or leave the page."
            )

    # === CHOICES === #

    @property
    def educations(self):
        """The values and labels of education."""
        return self._labels("education")

    @property
    def channels(self):
        """The values and labels of channels."""
        return self._labels("contact_by")

    @cached_property
    def interests(self):
        """What the company has named."""
        return (
            self.env["loyalty.club.interest"]
            .sudo()  # chosen by the company of the member, and by nothing that he sends
            .search([("company_id", "=", self.member.company_id.id)])
        )

    @cached_property
    def branches(self):
        """The branches of the company, where it has any."""
        branches = self.member.company_id.child_ids
        return branches and self.member.company_id | branches

    @property
    def months(self):
        """The months by their numbers, in the calendar and the words of the reader."""
        if self.calendar == "jalali":
            return list(enumerate(jalali.MONTHS, 1))
        names = get_month_names("wide", "stand-alone", get_lang(self.env).code)
        return sorted(names.items())

    @property
    def example_year(self):
        """A year in which somebody may have been born."""
        return str(birthday.parts(date(1990, 5, 1), self.calendar)[0])

    def error_of(self, name):
        """What is wrong with a field, or None."""
        return self.errors.get(name)

    # === HELPERS === #

    def _labels(self, name):
        field = self.env["loyalty.club.profile"]._fields[name]
        return field._description_selection(self.env)

    def _choice(self, name, labels):
        value = self.typed.get(name)
        return value if value in dict(labels) else False

    @staticmethod
    def _chosen(records, ids):
        return records.filtered(lambda record: str(record.id) in ids)

    def _birth_date(self, fields):
        texts = [self.typed.get(f"birth_{part}") for part in ("year", "month", "day")]
        if not any(texts):
            return False
        numbers = [
            whole_number(fields, f"birth_{part}") for part in ("year", "month", "day")
        ]
        try:
            if None in numbers:
                raise ValueError("not a number")
            day = birthday.from_parts(*numbers, self.calendar)
        except ValueError:
            self.errors["birth"] = self.env._(
                "There is no such day. Write day, month and year, as in your passport."
            )
            return False
        if not OLDEST <= day <= self.member.club_id._today():
            self.errors["birth"] = self.env._(
                "You were born after 1900, and before today."
            )
        return day

    def _kept(self):
        """The fields as they were kept."""
        profile, parts = self.profile, {}
        if born := profile.birth_date:
            names = ("birth_year", "birth_month", "birth_day")
            numbers = birthday.parts(born, self.calendar)
            parts = dict(zip(names, map(str, numbers), strict=True))
            for name in ("birth_year", "birth_day"):
                parts[name] = with_digits_of(self.env.lang, parts[name])
        return {
            "job": profile.job or "",
            "education": profile.education,
            "contact_by": profile.contact_by,
            "branch": str(profile.branch_id.id or ""),
            "interests": {str(id_) for id_ in profile.interest_ids.ids},
            **parts,
        }
