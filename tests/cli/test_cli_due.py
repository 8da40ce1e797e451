"""`pmgoals due`: one line, and an exit code for a script."""


def test_due_says_it_in_one_line_and_by_its_exit_code(pm, goal):
    pm("milestone", "add", goal, "Guide agreed", "--by", "27 Nov 2026")
    monday = pm("due", "--today", "2026-11-23")
    assert (monday.code, monday.out) == (0, "")
    friday = pm("due", "--today", "2026-11-27")
    assert (friday.code, friday.out) == (1, "1 check-in, 1 milestone, journal\n")
    later = pm("due", "--today", "2026-11-28")
    assert later.out == "1 check-in late, 1 milestone late, journal\n"
    lines = pm("due", "--long", "--today", "2026-11-28").out.splitlines()
    assert len(lines) == 3 and "late, 27 Nov" in lines[0] and "Guide agreed" in lines[0]
    listed = pm("due", "--json", "--today", "2026-11-28")
    assert listed.code == 1 and '"late": true' in listed.out
