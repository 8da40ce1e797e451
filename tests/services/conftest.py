"""What the tests of the services stand on: a plan with one goal."""

from __future__ import annotations

import pytest
from goal_maker import commit

from pmgoals.model.goal import Goal
from pmgoals.services.planner import Planner


@pytest.fixture
def goal(planner: Planner) -> Goal:
    """A committed goal from 48 % to 65 % by 30 Jun 2027, with its proposed milestones."""
    return commit(planner)
