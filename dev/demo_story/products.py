"""What the two companies sell."""

from typing import NamedTuple

from demo_story import pictures
from demo_story.shops import ENGLISH, PERSIAN

_OF_ODOO = {
    "oven": "point_of_sale/static/img/product_{}",
    "bar": "pos_restaurant/static/img/{}",
}


class Ware(NamedTuple):
    """A product."""

    key: str
    shelf: str
    english: str
    persian: str
    price: float
    picture: str

    @classmethod
    def read(cls, line: str) -> "Ware":
        """The ware that a line of a price list names."""
        *names, price, picture = (part.strip() for part in line.split("|"))
        return cls(*names, float(price), picture)


SHELVES = {
    "books": ("Books", "کتاب"),
    "drinks": ("Drinks", "نوشیدنی"),
    "bakery": ("Bakery", "شیرینی و نان"),
    "saffron": ("Saffron & Sweets", "زعفران و سوغات"),
    "gifts": ("Gifts", "هدیه"),
}

# key | shelf | name | in Persian | price | picture of Odoo, or drawing and colour
GOLESTAN = """
saadi | books | The Rose Garden | گلستان | 18.90 | cover #8C2F39
birds | books | The Conference of the Birds | منطق‌الطیر | 16.50 | cover #1F6F8B
owl | books | The Blind Owl | بوف کور | 12.95 | cover #2D3142
kitchen | books | A Persian Kitchen | آشپزخانهٔ ایرانی | 29.50 | cover #C8553D
trains | books | Slow Trains to Isfahan | قطار آهستهٔ اصفهان | 21.00 | cover #3A5A40
fish | books | The Little Black Fish | ماهی سیاه کوچولو | 11.50 | cover #14213D
nights | books | One Thousand and One Nights | هزار و یک شب | 34.90 | cover #5A189A
atlas | books | An Atlas of Gardens | اطلس باغ‌ها | 49.00 | cover #606C38
espresso | drinks | Espresso | اسپرسو | 2.60 | bar/th-espresso.png
cappuccino | drinks | Cappuccino | کاپوچینو | 3.80 | cup #A47148
mint | drinks | Mint Tea | چای نعنا | 3.20 | bar/th-green_tea.png
croissant | bakery | Butter Croissant | کروسان کره‌ای | 2.70 | oven/butter_croissant.png
roll | bakery | Cinnamon Roll | رول دارچینی | 3.60 | oven/cinnamon_roll.png
pie | bakery | Apple Pie | پای سیب | 4.20 | oven/apple_pie.png
muffin | bakery | Blueberry Muffin | مافین بلوبری | 3.40 | oven/blueberry_muffin.png
beans | gifts | Coffee Beans 500 g | دان قهوه ۵۰۰ گرم | 14.50 | bag #6F4518
tote | gifts | Canvas Tote Bag | کیف پارچه‌ای | 12.00 | bag #457B9D
hamper | gifts | Reader's Gift Box | جعبهٔ هدیهٔ کتاب‌خوان | 65.00 | box #714B67
"""

ZAFARAN = """
espresso | drinks | Espresso | اسپرسو | 95000 | bar/th-espresso.png
cappuccino | drinks | Cappuccino | کاپوچینو | 140000 | cup #A47148
tea | drinks | Saffron Tea | چای زعفران | 120000 | cup #E09F3E
herbal | drinks | Borage Tea | دمنوش گل‌گاوزبان | 110000 | bar/th-green_tea.png
croissant | bakery | Butter Croissant | کروسان | 130000 | oven/butter_croissant.png
cake | bakery | Saffron Cake | کیک زعفرانی | 185000 | cake #E9A820
chickpea | bakery | Chickpea Biscuits | جعبهٔ شیرینی نخودچی | 340000 | box #B08968
sohan | saffron | Sohan of Qom | سوهان قم | 480000 | box #BC6C25
nabat | saffron | Saffron Rock Sugar | نبات زعفرانی | 210000 | flower #D4A017
gram | saffron | Saffron 1 g | زعفران سرگل ۱ گرم | 390000 | flower #6B4C9A
mesghal | saffron | Saffron 4.6 g | زعفران نگین ۴٫۶ گرم | 1650000 | flower #5A189A
nowruz | gifts | Nowruz Gift Box | جعبهٔ هدیهٔ نوروزی | 2400000 | box #2A9D8F
"""


def stock(shop, price_list: str) -> None:
    """Put these wares on the shelves, behind the counter and in the web shop."""
    for ware in map(Ware.read, price_list.strip().splitlines()):
        shelves = [
            _shelf(shop.env, model, ware.shelf)
            for model in ("product.category", "pos.category", "product.public.category")
        ]
        shop.products[ware.key] = _product(shop, ware, *shelves)


def _product(shop, ware, category, till, web):
    product = shop.env["product.product"].with_context(lang=ENGLISH)
    product = product.create(
        {
            "name": ware.english,
            "company_id": shop.company.id,
            "type": "service",
            "invoice_policy": "order",
            "list_price": ware.price,
            "taxes_id": [(6, 0, shop.company.account_sale_tax_id.ids)],
            "categ_id": category.id,
            "pos_categ_ids": [(6, 0, till.ids)],
            "public_categ_ids": [(6, 0, web.ids)],
            "available_in_pos": True,
            "is_published": True,
            "image_1920": _picture(ware),
        }
    )
    product.with_context(lang=PERSIAN).name = ware.persian
    return product


def _picture(ware):
    if "/" in ware.picture:
        folder, name = ware.picture.split("/")
        return pictures.of_odoo(_OF_ODOO[folder].format(name))
    motif, color = ware.picture.split()
    if motif == "cover":
        return pictures.cover(ware.english, color)
    return pictures.emblem(motif, color)


def _shelf(env, model, key):
    """A category of products, the same in each of Odoo's three trees of them."""
    english, persian = SHELVES[key]
    is_translated = env[model]._fields["name"].translate
    name = english if is_translated else f"{english} · {persian}"
    shelf = env[model].search([("name", "=", name)], limit=1)
    if not shelf:
        shelf = env[model].with_context(lang=ENGLISH).create({"name": name})
        if is_translated:
            shelf.with_context(lang=PERSIAN).name = persian
    return shelf
