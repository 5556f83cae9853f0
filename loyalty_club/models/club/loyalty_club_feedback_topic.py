from odoo import api, fields, models
from odoo.exceptions import UserError


class LoyaltyClubFeedbackTopic(models.Model):
    """What members write about: the service, the delivery, a branch…

    Members choose one of those of their club, and managers see what is written about
    most.
    """

    _name = "loyalty.club.feedback.topic"
    _inherit = ["loyalty.club.part"]
    _description = "Customer Club: Topic of Messages"
    _order = "club_id, sequence, id"

    sequence = fields.Integer(default=10)

    # === CRUD === #

    @api.ondelete(at_uninstall=False)
    def _unlink_never_used(self):
        # Whoever asks: messages of members he may not see count, too.
        messages = self.env["loyalty.club.feedback"].sudo()
        if used := messages.search([("topic_id", "in", self.ids)], limit=1).topic_id:
            raise UserError(
                self.env._(
                    "Members have written about %(topic)s. Archive the topic instead.",
                    topic=used.name,
                )
            )

    # === VERBS === #

    def _wordings(self, names):
        return {
            "added": self.env._("Topic added: %(topic)s", topic=names),
            "changed": self.env._("Topic changed: %(topic)s", topic=names),
            "deleted": self.env._("Topic deleted: %(topic)s", topic=names),
            "stays": self.env._("A topic stays in its club: copy it instead."),
        }
