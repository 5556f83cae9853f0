"""Who works in the two companies. Passwords are the same as logins."""

from demo_story.shops import ENGLISH, PERSIAN

_COUNTER = ["point_of_sale.group_pos_user", "sales_team.group_sale_salesman_all_leads"]
_EVERYTHING = [
    "loyalty_club.group_manager",
    "sales_team.group_sale_manager",
    "account.group_account_manager",
    "point_of_sale.group_pos_manager",
    "survey.group_survey_manager",
    "website.group_website_designer",
    "base.group_allow_export",
]
# Where each of them begins the day.
_MEMBERS = "loyalty_club.loyalty_club_member_action"
_TILLS = "point_of_sale.action_pos_config_kanban"


def hire(golestan, zafaran) -> None:
    """Give each company its people; Mina looks after both of them."""
    both = golestan.company | zafaran.company
    mina = _user(
        golestan,
        ("manager", "Mina Karimi", ENGLISH),
        [*_EVERYTHING, "base.group_system"],
        _MEMBERS,
        both,
    )
    kian = _user(golestan, ("cashier", "Kian Jansen", ENGLISH), _COUNTER, _TILLS)
    finance = ["loyalty_club.group_finance", "account.group_account_invoice"]
    anouk = _user(golestan, ("bookkeeper", "Anouk Smit", ENGLISH), finance, _MEMBERS)
    maryam = _user(zafaran, ("modir", "مریم رضایی", PERSIAN), _EVERYTHING, _MEMBERS)
    sohrab = _user(zafaran, ("sandogh", "سهراب یوسفی", PERSIAN), _COUNTER, _TILLS)
    # The administrator of the database is nobody of either company: what waits for the
    # finance staff must not wait for him.
    manager = golestan.env.ref("loyalty_club.group_manager")
    manager.user_ids -= golestan.env.ref("base.user_admin")
    golestan.website.salesperson_id, zafaran.website.salesperson_id = mina, maryam
    golestan.manager, golestan.cashier, golestan.bookkeeper = mina, kian, anouk
    zafaran.manager, zafaran.cashier, zafaran.bookkeeper = maryam, sohrab, maryam


def _user(shop, person, groups, home, companies=None):
    login, name, language = person
    refs = [shop.env.ref(group).id for group in ["base.group_user", *groups]]
    user = shop.env["res.users"].with_context(no_reset_password=True)
    user = user.create(
        {
            "name": name,
            "login": login,
            "password": login,
            "email": f"{login}@{shop.company.email.partition('@')[2]}",
            "lang": language,
            "tz": shop.tz,
            "notification_type": "inbox",  # there is no mail server
            "odoobot_state": "disabled",
            "action_id": shop.env.ref(home).id,
            "company_id": shop.company.id,
            "company_ids": [(6, 0, (companies or shop.company).ids)],
            "group_ids": [(6, 0, refs)],
        }
    )
    user.partner_id.company_id = False if companies else shop.company
    return user
