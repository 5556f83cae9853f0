"""Trouble: something the developer can mend, said in one clear sentence."""

UNREACHABLE = (
    "could not resolve",
    "temporary failure resolving",
    "temporary failure in name resolution",
    "name or service not known",
    "failed to establish a new connection",
    "could not connect to",
    "unable to connect to",
    "connection refused",
    "connection timed out",
    "network is unreachable",
    "enotfound",
    "econnrefused",
    "etimedout",
    "eai_again",
    "some index files failed to download",
    "failed to fetch",
    "unable to locate package",
    "no matching distribution found",
    "proxyerror",
    "cannot connect to proxy",
)
DISK_FULL = ("no space left on device", "enospc", "disk quota exceeded")


class Trouble(Exception):
    """A problem with a known remedy; the command line prints it without a traceback."""

    status = 69


def explain(what: str, log_text: str, log_path, *, mirror: bool) -> Trouble:
    """Turn a failed program's log into the most helpful single sentence.

    :param mirror: the program downloads, so it may have met a dead network.
    """
    lowered = log_text.lower()
    if any(sign in lowered for sign in DISK_FULL):
        return Trouble(
            f"{what} failed because the disk is full: free some space, then run "
            f"the same command again (log: {log_path})."
        )
    if mirror and any(sign in lowered for sign in UNREACHABLE):
        return Trouble(
            f"{what} failed because the package mirror cannot be reached, or lacks "
            "what we need: check the network, then run the same command again "
            f"(log: {log_path})."
        )
    tail = "\n".join("    " + line for line in log_text.strip().splitlines()[-25:])
    return Trouble(f"{what} failed (log: {log_path}). Its last words:\n{tail}")
