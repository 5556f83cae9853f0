"""Why what a member has answered earns nothing, in the order in which it is asked."""

TEST = "survey_test"
UNANSWERED = "survey_unanswered"
INCOMPLETE = "survey_incomplete"
FAILED = "survey_failed"
CLOSED = "survey_closed"
SUSPENDED = "survey_suspended"
AUDIENCE = "survey_audience"
AGAIN = "survey_again"

REFUSALS = [
    (TEST, "Only a Test"),
    (UNANSWERED, "Nothing Answered"),
    (INCOMPLETE, "Not Complete"),
    (FAILED, "Test Not Passed"),
    (CLOSED, "Not Open"),
    (SUSPENDED, "Member Suspended"),
    (AUDIENCE, "For Other Members"),
    (AGAIN, "Answered Before"),
]
