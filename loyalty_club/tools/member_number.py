"""The number of a member, which is also the barcode of his card."""

from stdnum import ean

# Odoo's barcode nomenclature reads codes that start with 042 as customers.
PREFIX = "042"


def member_number(serial: int) -> str:
    """The EAN-13 number of the member with this serial: prefix, nine digits, check.

    :param serial: positive whole number, unique in the database
    """
    body = f"{PREFIX}{serial:09d}"
    return body + ean.calc_check_digit(body)


def display_number(number: str) -> str:
    """The number in groups, as a person reads it aloud: ``042 0000 0012 3456``."""
    return " ".join([number[:3], number[3:7], number[7:11], number[11:]]).strip()
