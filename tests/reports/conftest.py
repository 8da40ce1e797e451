"""What the tests of reports stand on."""

from __future__ import annotations

import pytest
from calendar_reader import add_goal

from pmgoals.model.goal import Goal
from pmgoals.services.planner import Planner


@pytest.fixture
def goal(planner: Planner) -> Goal:
    """A goal from 5 October 2026 to 30 June 2027."""
    return add_goal(planner)
