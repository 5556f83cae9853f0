"""Phone numbers, as people of a country write theirs."""

import phonenumbers


def example_number(country: str | None, *, is_national: bool = False) -> str:
    """A mobile number of nobody.

    :param country: ISO code; one of the Netherlands where there is none
    :param is_national: as it is dialled within the country
    """
    kind = phonenumbers.PhoneNumberType.MOBILE
    form = phonenumbers.PhoneNumberFormat
    example = phonenumbers.example_number_for_type(country or "NL", kind)
    # Some small countries have no numbering plan of their own.
    example = example or phonenumbers.example_number_for_type("NL", kind)
    return phonenumbers.format_number(
        example, form.NATIONAL if is_national else form.INTERNATIONAL
    )


def country_of(number: str) -> str | None:
    """The ISO code of the country that has given out a number; None if none has.

    :param number: E.164
    """
    return phonenumbers.region_code_for_number(phonenumbers.parse(number))
