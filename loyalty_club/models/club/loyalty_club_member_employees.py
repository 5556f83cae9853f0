from operator import itemgetter, methodcaller

from odoo import api, fields, models
from odoo.tools import SQL, groupby

from .loyalty_club_member_actions import MOST_CALLS

# An employee is a person under the organisation; an address of it is none. Another
# company under it is an organisation of its own.
_EMPLOYED = """
    SELECT organisation.id AS organisation_id, organisation.club_id,
           person.id AS partner_id,
           organisation.state = 'active' AND club.active
               AND club.enrollment = 'corporate' AS is_joining
      FROM loyalty_club_member AS organisation
      JOIN loyalty_club AS club ON club.id = organisation.club_id
      JOIN res_partner AS company
        ON company.id = organisation.partner_id AND company.active
      JOIN res_partner AS person
        ON person.commercial_partner_id = company.id AND person.id <> company.id
     WHERE organisation.kind = 'legal' AND organisation.state <> 'left'
       AND person.active AND person.is_company IS NOT TRUE AND person.name <> ''
       AND COALESCE(person.type, 'contact') NOT IN ('invoice', 'delivery')
       AND %(today)s BETWEEN COALESCE(organisation.contract_from, '-infinity')
                         AND COALESCE(organisation.contract_until, 'infinity')
"""
_TODAY = "(%(now)s::timestamp AT TIME ZONE 'UTC' AT TIME ZONE club.tz)::date"


class LoyaltyClubMember(models.Model):
    """Employees are members because their organisation is.

    A job compares who works for whom with who is a member through whom, and mends the
    difference: whatever has happened meanwhile, and however often it runs.
    """

    _inherit = "loyalty.club.member"

    _EMPLOYEES_BATCH = 1000

    # === JOB === #

    @api.model
    def _cron_follow_organisations(self):
        """Let employees join and leave with their organisations, batch by batch.

        Each batch is committed; a run that is killed is continued by the next one.
        """
        self.env["loyalty.club.batch"]._run(self._following(), self._following)

    @api.model
    def _following(self):
        """A step that does the next batch of whatever there is to do."""
        candidates = self._pages_of_candidates()
        failed = []  # whom this run can't help: the next one tries again
        steps = (
            lambda: self._withdraw_notices(failed),
            lambda: self._change_organisations(failed),
            lambda: next(candidates, ()),
            lambda: self._give_notices(failed),
            lambda: self._close_due(failed),
            lambda: self._part_with_points(failed),
        )
        return lambda: next(filter(None, (step() for step in steps)), ())

    @api.model
    def _follow_organisations_soon(self):
        """Have the job run as soon as this is committed."""
        # Whoever has caused it: the job itself decides what is to be done.
        self.env.ref("loyalty_club.ir_cron_follow_organisations").sudo()._trigger()

    # === JOINING === #

    @api.model
    def _pages_of_candidates(self):
        """Enrol employees who are not members yet, a page at each step.

        Who can't join is passed over until the next run.

        :return: an iterator over pages of pairs of organisation and partner ids
        """
        last = (0, 0)
        while page := self._employees_to_enroll(last):
            for organisation_id, pairs in groupby(page, itemgetter(0)):
                organisation = self.browse(organisation_id)
                people = self.env["res.partner"].browse(id_ for _, id_ in pairs)
                organisation._enroll_each(people)
            last = page[-1]
            yield page

    @api.model
    def _employees_to_enroll(self, last):
        """Employees who were never members, or only as long as they were employed."""
        return self._query_employed(
            """
            SELECT employed.organisation_id, employed.partner_id
              FROM employed
         LEFT JOIN loyalty_club_member AS member
                ON member.club_id = employed.club_id
               AND member.partner_id = employed.partner_id
             WHERE employed.is_joining
               AND (member.id IS NULL
                   OR member.state = 'left' AND member.left_because = 'organisation')
               AND (employed.organisation_id, employed.partner_id) > %(last)s
          ORDER BY employed.organisation_id, employed.partner_id
             LIMIT %(limit)s
            """,
            last=last,
        )

    def _enroll_each(self, people):
        """Let people of this organisation join; one who fails keeps no others out."""
        failed = self.env["loyalty.club.batch"]._each_apart(
            people, self._enroll_employees
        )
        for person, error in list(failed.items())[:MOST_CALLS]:
            self._call_manager(
                self.env._("%s could not join with the organisation", person.name),
                str(error),
            )

    def _enroll_employees(self, people):
        """Let people of this organisation join, as far as the contract goes."""
        self.ensure_one()
        return self.club_id._enroll_all(people, parent=self, channel="corporate")

    def _room(self) -> int | None:
        """How many more employees the contract covers; None: as many as there are."""
        self.ensure_one()
        if not self.head_limit:
            return None
        heads = self.search_count(
            [("parent_id", "=", self.id), ("state", "!=", "left")]
        )
        return max(self.head_limit - heads, 0)

    # === CHANGING === #

    @api.model
    def _change_organisations(self, failed=None):
        """Who changes to another member organisation keeps his membership.

        :param failed: ids of those whom this run could not help; more are added
        :return: the members it was tried for
        """
        failed = [] if failed is None else failed
        rows = self._query_employed(
            """
            SELECT employed.organisation_id, member.id
              FROM employed
              JOIN loyalty_club_member AS member
                ON member.club_id = employed.club_id
               AND member.partner_id = employed.partner_id
              JOIN loyalty_club_member AS organisation
                ON organisation.id = employed.organisation_id
             WHERE employed.is_joining AND member.state <> 'left'
               AND member.parent_id <> employed.organisation_id
               AND member.id <> ALL(%(failed)s)
               AND (COALESCE(organisation.head_limit, 0) = 0
                   OR organisation.head_limit > (
                   SELECT count(*) FROM loyalty_club_member AS other
                    WHERE other.parent_id = organisation.id AND other.state <> 'left'))
          ORDER BY employed.organisation_id, member.id
             LIMIT %(limit)s
            """,
            failed=failed,
        )
        changed = self.browse()
        for organisation_id, pairs in groupby(rows, itemgetter(0)):
            organisation = self.browse(organisation_id)
            members = self.browse(id_ for _, id_ in pairs)[: organisation._room()]
            failed += members._try_each(
                methodcaller(
                    "write", {"parent_id": organisation.id, "leaves_on": False}
                ),
                self.env._("This member could not follow to another organisation"),
            )
            changed |= members
        return changed

    # === LEAVING === #

    @api.model
    def _do_for_leavers(self, condition, work, failed):
        """Do something for members who are here through an organisation.

        :param condition: which of them, in SQL
        :param work: called with some of them
        :param failed: ids of those whom this run could not help; more are added
        :return: the members it was tried for
        """
        failed = [] if failed is None else failed
        members = self._leavers(condition, failed)
        failed += members._try_each(
            work, self.env._("This member could not follow his organisation")
        )
        return members

    @api.model
    def _leavers(self, condition, failed):
        rows = self._query_employed(
            f"""
            SELECT member.id
              FROM loyalty_club_member AS member
              JOIN loyalty_club AS club ON club.id = member.club_id
         LEFT JOIN employed
                ON employed.organisation_id = member.parent_id
               AND employed.partner_id = member.partner_id
             WHERE member.state <> 'left'
               AND (member.parent_id IS NOT NULL OR member.contract_until IS NOT NULL
                   OR member.leaves_on IS NOT NULL)
               AND member.id <> ALL(%(failed)s) AND ({condition})
          ORDER BY member.id
             LIMIT %(limit)s
            """,
            failed=failed,
        )
        return self.browse(id_ for (id_,) in rows)

    _IS_OVER = f"""
        CASE WHEN member.parent_id IS NULL
             THEN COALESCE(member.contract_until < {_TODAY}, FALSE)
             ELSE employed.partner_id IS NULL END
    """

    @api.model
    def _withdraw_notices(self, failed=None):
        """Who is employed again before his days of grace are over stays.

        :param failed: see :meth:`_do_for_leavers`, as for the next two
        """
        returned = f"leaves_on IS NOT NULL AND NOT {self._IS_OVER}"
        return self._do_for_leavers(returned, methodcaller("_stay"), failed)

    @api.model
    def _give_notices(self, failed=None):
        """Tell those whose employment, or contract, is over when they leave."""
        leaving = f"leaves_on IS NULL AND {self._IS_OVER}"
        return self._do_for_leavers(leaving, methodcaller("_give_notice"), failed)

    @api.model
    def _close_due(self, failed=None):
        """End the memberships whose days of grace are over."""
        due = f"leaves_on <= {_TODAY}"
        return self._do_for_leavers(due, methodcaller("_close"), failed)

    # === QUERIES === #

    @api.model
    def _query_employed(self, query, **values):
        """Rows of a query that may use ``employed``: who works for which member."""
        for model in ("loyalty.club", "loyalty.club.member", "res.partner"):
            self.env[model].flush_model()
        # Both texts are constants of this file.
        text = f"WITH employed AS ({_EMPLOYED}) {query}"
        text = text.replace("%(today)s", _TODAY)
        values |= {"now": fields.Datetime.now(), "limit": self._EMPLOYEES_BATCH}
        used = {name: value for name, value in values.items() if f"%({name})s" in text}
        return self.env.execute_query(SQL(text, **used))
