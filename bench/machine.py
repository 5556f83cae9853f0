"""Machine: what the figures were measured on."""


def describe(database: str) -> str:
    return ""
