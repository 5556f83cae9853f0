"""What a till sends, which anybody who works at one can forge."""

_LONGEST = 128


def till_values(kind: type, body) -> dict:
    """The values of a request of this kind. What is empty may be false, or left out.

    :param kind: the named tuple that the request becomes
    :raise ValueError: when the body is none
    """
    expected_kinds = kind.__annotations__
    if not isinstance(body, dict) or not body.keys() <= expected_kinds.keys():
        raise ValueError("These are not the fields of such a request.")
    values = {name: value for name, value in body.items() if value not in (None, "")}
    for name, value in values.items():
        expected = expected_kinds[name]
        if value is False:
            values[name] = expected()
        elif type(value) is not expected:
            raise ValueError(f"{name} is of the wrong kind.")
        elif isinstance(value, str):
            if len(value) > _LONGEST:
                raise ValueError(f"{name} is too long.")
            values[name] = " ".join(value.split())
        elif isinstance(value, int) and not 0 <= value < 2**31:
            raise ValueError(f"{name} is out of range.")
    return values
