from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.birthday import celebrated, year_start
from .loyalty_club_occasion import Happening


class LoyaltyClubOccasion(models.Model):
    """Birthdays, noted on the day by the clock of the club.

    One a year, in the calendar of the club, whatever the birth date is changed to.
    """

    _inherit = "loyalty.club.occasion"

    _BIRTHDAY_BATCH = 500
    # A job that did not run for so many days forgets nobody.
    _DAYS_TO_CATCH_UP = 7

    # === CRON === #

    @api.model
    def _cron_birthday(self):
        """Note birthdays, and give what rules give for them, a batch at a time."""
        for club in self._congratulating():
            self.env["loyalty.club.batch"]._run(
                lambda club=club: self._birthdays_next(club)
            )

    @api.model
    def _congratulating(self):
        """The clubs that give something for a birthday, or write a message."""
        rules = self.env["loyalty.club.earning.rule"].search(
            [("trigger", "=", "birthday"), ("club_id.active", "=", True)]
        )
        messages = self.env["loyalty.club.message"].search(
            [("kind", "=", "birthday"), ("club_id.active", "=", True)]
        )
        return rules.club_id | messages.filtered("is_on").club_id

    @api.model
    def _birthdays_next(self, club):
        """Note, and settle, the next birthdays of a club.

        :return: those noted
        """
        self.env.flush_all()
        rows = self.env.execute_query(self._birthdays_due(club))
        members = self.env["loyalty.club.member"].browse(row[0] for row in rows)
        noted = self._note(
            [
                Happening(member, "birthday", str(year), self._moment(club, day))
                for member, (_id, year, day) in zip(members, rows, strict=True)
            ]
        )
        self.env["loyalty.club.earning"]._settle(noted)
        return noted

    @api.model
    def _moment(self, club, day):
        """When it was celebrated: at noon, for that is the same day almost anywhere."""
        noon = club._midnight(day) + timedelta(hours=12)
        return min(noon, fields.Datetime.now())

    @api.model
    def _birthdays_due(self, club) -> SQL:
        """Members, with the year and the day of a birthday that is not noted yet."""
        calendar, today = club.birthday_calendar, club._today()
        days = [today - timedelta(days=ago) for ago in range(self._DAYS_TO_CATCH_UP)]
        dates = []
        for day in days:
            year, codes = celebrated(day, calendar)
            begins_at = club._midnight(year_start(day, calendar))
            dates += [
                SQL("(%s, %s, %s::date, %s::timestamp)", code, year, day, begins_at)
                for code in codes
            ]
        return SQL(
            """
            SELECT DISTINCT ON (member.id) member.id, due.year, due.day
              FROM (VALUES %(dates)s) AS due(code, year, day, begins_at)
              JOIN loyalty_club_profile AS profile ON profile.%(column)s = due.code
              JOIN loyalty_club_member AS member
                ON member.partner_id = profile.partner_id
               AND member.company_id = profile.company_id
             WHERE member.club_id = %(club)s
               AND member.state = 'active' AND member.active
               AND member.joined_on + %(after)s < due.day
               AND NOT EXISTS (
                       SELECT FROM loyalty_club_member AS holder
                         JOIN loyalty_club_occasion AS noted
                           ON noted.member_id = holder.id
                        WHERE (holder.id = member.id
                               OR holder.merged_into_id = member.id)
                          AND noted.trigger = 'birthday'
                          AND noted.occurred_at >= due.begins_at
                   )
          ORDER BY member.id, due.day LIMIT %(batch)s
            """,
            dates=SQL(", ").join(dates),
            column=SQL.identifier(f"birthday_{calendar}"),
            club=club.id,
            after=club.birthday_after_days,
            batch=self._BIRTHDAY_BATCH,
        )
