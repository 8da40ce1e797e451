"""What a record cannot hold, wherever it comes from."""

import datetime as dt
from typing import Any

import msgspec
import pytest
from plan_maker import goal, measure, milestone, reading

from pmgoals.model.record import Record

DAY = dt.date(2027, 3, 1)
FAR, EARLY = dt.date(9999, 12, 31), dt.date(1, 1, 1)


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        (milestone(DAY), {"weight": 0.0}),
        (milestone(DAY), {"weight": -1.0}),
        (milestone(DAY), {"effort": 0.0}),
        (milestone(DAY), {"due": "9999-12-31"}),
        (milestone(DAY), {"done_on": "0001-01-01"}),
        (goal(), {"start": "0001-01-01"}),
        (goal(), {"due": "9999-12-31"}),
        (goal(), {"hours_week": -2.0}),
        (measure(), {"weight": 0.0}),
        (reading(measure(), 3.0), {"on": "1969-12-31"}),
    ],
)
def test_a_hand_edited_record_out_of_range_does_not_fit(
    record: Record, fields: dict[str, Any]
) -> None:
    document = msgspec.to_builtins(record)
    assert msgspec.convert(document, type(record)) == record
    with pytest.raises(msgspec.ValidationError, match=r"is not above 0|is outside the years"):
        msgspec.convert(document | fields, type(record))
