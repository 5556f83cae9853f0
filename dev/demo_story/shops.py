"""The two companies: a bookshop in Amsterdam and a café in Tehran."""

from dataclasses import dataclass, field
from random import Random

from demo_story import pictures

ENGLISH, PERSIAN = "en_US", "fa_IR"
_TOMANS = 128_000  # for a euro


@dataclass
class Shop:
    """A company, and what the story needs at hand to tell of it."""

    env: object
    company: object
    website: object
    tz: str
    language: str
    clock: object = None
    timeline: object = None
    club: object = None
    manager: object = None
    cashier: object = None
    till: object = None
    survey: object = None
    products: dict = field(default_factory=dict)
    partners: dict = field(default_factory=dict)
    members: dict = field(default_factory=dict)

    def __post_init__(self):
        self.chance = Random(self.company.email)

    def as_user(self, user):
        """The environment of somebody who works in this company."""
        context = {
            "allowed_company_ids": self.company.ids,
            "lang": self.language,
            "tz": self.tz,
            "tracking_disable": True,
            "mail_create_nosubscribe": True,
            "mail_auto_subscribe_no_notify": True,
        }
        return self.env(user=user.id, context=context)


def golestan(env) -> Shop:
    """The English-speaking shop: the company that every database starts with."""
    company = env.company
    company.write(
        {
            "name": "Golestan Books & Coffee",
            "email": "hello@golestan.example",
            "phone": "+31 20 555 0142",
            "street": "Prinsengracht 214",
            "zip": "1016 HD",
            "city": "Amsterdam",
            "country_id": env.ref("base.nl").id,
            "vat": "NL123456782B90",
            "logo": pictures.emblem("book", "#714B67"),
            "iap_enrich_auto_done": True,  # asks nobody on the network
            "loyalty_club_writes_sms": True,
        }
    )
    _keep_books(env, company, env.ref("base.EUR"), ("9%", 9.0))
    website = env["website"].search([], limit=1)
    website.write({"name": "Golestan Books & Coffee", "domain": "http://127.0.0.1"})
    _open_website(website, [ENGLISH, PERSIAN])
    return Shop(env, company, website, "Europe/Amsterdam", ENGLISH)


def zafaran(env) -> Shop:
    """The Persian-speaking café. Its prices are in tomans, as prices are spoken."""
    company = env["res.company"].create(
        {
            "name": "کافه زعفران",
            "email": "salam@zafaran.example",
            "phone": "+98 21 8855 0142",
            "street": "خیابان ولیعصر، نرسیده به پارک ساعی، پلاک ۲۱۴",
            "zip": "1511713411",
            "city": "تهران",
            "country_id": env.ref("base.ir").id,
            "logo": pictures.emblem("flower", "#6B4C9A"),
            "iap_enrich_auto_done": True,
            "loyalty_club_writes_sms": True,
        }
    )
    _keep_books(env, company, _toman(env), ("۱۰٪", 10.0))
    _quote(env.ref("base.EUR"), company, 1 / _TOMANS)
    company.partner_id.lang = PERSIAN
    # The Iranian year ends on the last day of winter.
    company.write({"fiscalyear_last_month": "3", "fiscalyear_last_day": 20})
    website = env["website"].create(
        {
            "name": "کافه زعفران",
            "company_id": company.id,
            "domain": "http://localhost",
        }
    )
    _open_website(website, [PERSIAN])
    # The one word of the shop's page that Odoo has not in Persian.
    sort = env.ref("website_sale.sort")
    sort.update_field_translations("arch_db", {PERSIAN: {"Sort By": "مرتب‌سازی"}})
    return Shop(env, company, website, "Asia/Tehran", PERSIAN)


def keep_quiet(env) -> None:
    """Send no mail: there is neither a mail server here nor a program for PDFs."""
    env.ref("sale.mail_template_sale_confirmation").unlink()
    env.ref("mail.ir_cron_mail_scheduler_action").active = False
    env.ref("base.user_admin").notification_type = "inbox"


def _toman(env):
    toman = env["res.currency"].create(
        {
            "name": "IRT",
            "full_name": "Iranian toman",
            "symbol": "تومان",
            "rounding": 1.0,
            "position": "after",
            "currency_unit_label": "Toman",
        }
    )
    _quote(toman, env.company, _TOMANS)
    return toman


def _quote(currency, company, rate):
    """Let so much of a currency be worth one unit of the currency of a company."""
    # Each company keeps its own rates; what is its own currency has none.
    currency.env["res.currency.rate"].create(
        {
            "currency_id": currency.id,
            "company_id": company.id,
            "name": "2020-01-01",
            "rate": rate,
        }
    )


def _keep_books(env, company, currency, tax):
    """A chart of accounts, taxes within the prices, and a card that always pays."""
    env = env(context={"allowed_company_ids": company.ids, "lang": ENGLISH})
    if not company.chart_template:
        env["account.chart.template"].try_loading("generic_coa", company)
    company.write(
        {
            "currency_id": currency.id,  # the chart has chosen another one
            "account_fiscal_country_id": company.country_id.id,
            "account_price_include": "tax_included",
        }
    )
    # Odoo has made the pricelist in the currency that the company had at first.
    pricelists = env["product.pricelist"].with_context(active_test=False)
    pricelists.search([("company_id", "=", company.id)]).currency_id = currency
    taxes = env["account.tax"].search([("company_id", "=", company.id)])
    taxes.tax_group_id.country_id = company.country_id
    taxes.country_id = company.country_id
    charged = taxes.filtered("amount")
    charged.write({"name": tax[0], "amount": tax[1], "invoice_label": tax[0]})
    charged.tax_group_id.name = tax[0]
    # Those of the chart take whoever lives in the country of the shop for a foreigner.
    env["account.fiscal.position"].search([("company_id", "=", company.id)]).write(
        {"auto_apply": False, "active": False}
    )
    method = env.ref("payment_demo.payment_method_demo")
    card = env["payment.provider"].search(
        [("company_id", "=", company.id), ("code", "=", "demo")]
    )
    card.write({"name": "Card", "state": "test", "is_published": True})
    method.name = "Card"
    for record in (card, method):
        record.with_context(lang=PERSIAN).name = "کارت بانکی"
    others = env["payment.provider"].search(
        [("company_id", "=", company.id), ("code", "=", "custom")]
    )
    others.write({"state": "disabled", "is_published": False})


def _open_website(website, languages):
    language = website.env["res.lang"]._lang_get
    website.write(
        {
            "language_ids": [(6, 0, [language(code).id for code in languages])],
            "default_lang_id": language(languages[0]).id,
            "homepage_url": "/shop",
            "show_line_subtotals_tax_selection": "tax_included",
            "shop_ppr": 4,
        }
    )
    website.logo = website.company_id.logo
    _say_who_we_are(website)


def _say_who_we_are(website):
    """Put our phone number and address where the template of a website has others."""
    company = website.company_id
    phone, email = "+1 555-555-5556", "info@yourcompany.example.com"
    views = website.env["ir.ui.view"].with_context(website_id=website.id)
    for view in views.search(
        [
            ("website_id", "=", False),
            *("|", ("arch_db", "ilike", phone), ("arch_db", "ilike", email)),
        ]
    ):
        arch = view.arch_db.replace(phone, company.phone).replace(email, company.email)
        view.arch_db = arch  # of a copy of the view, made for the website
