#!/usr/bin/env bash
# Makes jrnl.json and taskwarrior.json beside this file with the programs themselves:
#
#     pip install jrnl==4.6          in an environment of its own
#     apt-get install taskwarrior    2.6.2
#     JRNL=path/to/jrnl bash tests/data/foreign/make.sh
#
# Every word in them is made up. Taskwarrior gives each task a new uuid, so the file is another one
# after each run: the tests ask for what stands below, not for uuids.
# The clock is that of Berlin: a day that is due begins there on the evening before, UTC.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export TZ=Europe/Berlin HOME="$scratch" XDG_CONFIG_HOME="$scratch"

# ---- jrnl ----------------------------------------------------------------------------------------
jrnl=${JRNL:-jrnl}
cat >"$scratch/jrnl.yaml" <<'YAML'
colors: {body: none, date: none, tags: none, title: none}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: false
indent_character: '|'
journals: {default: {journal: JOURNAL}}
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '%Y-%m-%d %H:%M'
version: v4.6
YAML
sed -i "s#JOURNAL#$scratch/journal.txt#" "$scratch/jrnl.yaml"
touch "$scratch/journal.txt"
write() { "$jrnl" --config-file "$scratch/jrnl.yaml" 2>>"$scratch/said" >>"$scratch/said"; }

write <<<'2026-09-07 09:15: Kick-off of the onboarding work. Agreed on the question with research.'
write <<<'2026-09-08 18:02: Interview with an admin who left @interview
She said: "I never found the import."

- the import is the first thing to show
- nobody reads the tour'
write <<<'2026-09-10 08:30: Talked sales out of the custom plan @win *
It would have cost two sprints.'
write <<<'2026-09-14: Ein ruhiger Montag. Grüße aus dem Café, die Straße ist naß.'
write <<<'2026-09-16 12:00: 本日のインタビューは三件 @interview
顧客は設定を見つけられませんでした。'
write <<<'2026-09-18 17:45: Week in review
# What moved

The guide is agreed; [x] and **bold** and `code` stay as they are.'
write <<<'2026-09-22 09:00: Standup'
write <<<'2026-09-22 09:00: Standup
The same minute and title, another entry.'
write <<<'2026-09-25 16:10: Killed the tour idea @decision @win
The numbers spoke against it: 3 % of teams finish it.'
write <<<'2026-10-01 07:55: Первый день квартала
Команда выросла.'
write <<<'2026-10-05 21:30: Read half of a book on pricing @learning'
write <<<'2026-10-07 11:11: A title with "quotes", a comma, a | bar and a \ backslash'
write <<<'2026-10-09 15:00: Demo for the board @win
They asked for the plan behind it.'
write <<<'2026-10-13 10:10: 🚀 Shipped the checklist @win *'
write <<<'2026-10-16 18:00: Nothing to say'
write <<<'2026-10-21 08:08: يوم طويل @interview
تحدثنا مع ثلاثة عملاء.'
write <<<'2026-10-26 09:40: Retro. What we do otherwise: fewer meetings.'
write <<<'2026-11-02 13:37: Pairing with design @learning
Learned how to read a funnel by cohort.'
write <<<'2026-11-06 17:59: Numbers of October @decision
62 % to 64 %.'
write <<<'2026-11-12 09:20: Conference talk @learning @win
Notes:

    indented as code

and after it.'
write <<<'2026-11-16 08:45: Planning the last weeks of the year'
write <<<'2026-11-20 16:30: The new checklist is live @win
Setup went from 64 % to 66 % in a week.'
"$jrnl" --config-file "$scratch/jrnl.yaml" --export json >"$here/jrnl.json" 2>/dev/null

# ---- Taskwarrior ---------------------------------------------------------------------------------
export TASKRC="$scratch/taskrc" TASKDATA="$scratch/task"
mkdir -p "$TASKDATA"
printf 'confirmation=no\nverbose=new-uuid\nrecurrence.confirmation=no\njson.array=on\n' >"$TASKRC"
task() { command task rc.bulk=0 "$@" 2>/dev/null; }
add() { # prints the new uuid
  task add "$@" | sed -n 's/.*Created task \([0-9a-f-]*\).*/\1/p'
}
finish() { # UUID DAY: done on that day
  task "$1" done >/dev/null
  task "$1" modify "end:$2" >/dev/null
}

add 'Agree the interview guide' due:2026-11-27 project:onboarding +research priority:H >/dev/null
u=$(add 'Run five interviews with admins' due:2026-12-04 project:onboarding +research)
task "$u" annotate 'Two are fixed; the third was asked again' >/dev/null
task "$u" annotate 'see https://example.com/board?view="open"&x=1' >/dev/null
add 'Write up what was found, "as it was said"' due:2026-12-11 project:onboarding >/dev/null
add 'Prototype of the first run' due:2026-12-18T17:30 project:work.onboarding >/dev/null
add 'Entscheidung über die Preisseite' due:2026-12-15 project:pricing +müde >/dev/null
add '価格ページの文言を決める' due:2027-01-15 project:pricing >/dev/null
add 'Обсудить бюджет' due:2027-01-29 project:work >/dev/null
add 'Call the dentist' due:2026-12-01 project:home >/dev/null
add 'Think about next year' project:onboarding >/dev/null
add 'Order a new chair' >/dev/null
add 'Ask legal again' due:2026-12-09 wait:2027-03-01 project:onboarding >/dev/null
add 'Review the copy [draft] {two} <b>bold</b>' due:2026-12-10 project:onboarding >/dev/null
add 'C:\path and a / slash; semicolons; | bars' due:2026-12-14 project:onboarding >/dev/null

u=$(add 'List every step of the first run' due:2026-10-02 project:onboarding entry:2026-09-07)
task "$u" annotate 'in the shared folder' >/dev/null && finish "$u" 2026-10-01
u=$(add 'Count who finishes the import' due:2026-10-16 project:onboarding entry:2026-09-07)
finish "$u" 2026-10-20T16:45
u=$(add 'Draft the pricing question' project:pricing entry:2026-09-21)
finish "$u" 2026-10-08
u=$(add '🚀 Ship the checklist' due:2026-10-30 project:onboarding entry:2026-10-01)
finish "$u" 2026-10-29
u=$(add 'Clean the desk' project:home entry:2026-10-01)
finish "$u" 2026-10-03
u=$(add 'Build a tour' due:2026-11-13 project:onboarding entry:2026-09-10)
task "$u" delete >/dev/null
u=$(add 'Typo' project:onboarding entry:2026-09-10)
task "$u" delete >/dev/null

add 'Send the weekly note' due:2027-01-08 recur:weekly until:2027-02-01 project:onboarding >/dev/null
task list >/dev/null # lets the pattern bring its first task
task export >"$here/taskwarrior.json"

"$jrnl" --version | sed -n 1p
command task --version
