"""E-mail addresses, and the mailboxes behind them."""

# Of one company, which overlooks dots.
_DOTLESS = ("gmail.com", "googlemail.com")


def mailbox(address: str) -> str:
    """What is the same for all addresses under which one mailbox is reached.

    :param address: in small letters, without a name
    """
    name, _at, domain = address.rpartition("@")
    name = name.partition("+")[0]
    if domain in _DOTLESS:
        name, domain = name.replace(".", ""), _DOTLESS[0]
    return f"{name}@{domain}"
