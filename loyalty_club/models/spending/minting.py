"""Who may make and change the cards and programmes behind rewards: this layer alone."""

# A request can put anything into its context, but not this very object.
_PASS = object()


def minting(records):
    """These records with the right to change what stands behind rewards."""
    return records.with_context(loyalty_club_minting=_PASS, loyalty_no_mail=True)


def is_minting(records) -> bool:
    """Whether what is done to these records comes from a reward or coupon."""
    return records.env.context.get("loyalty_club_minting") is _PASS
