#!/bin/sh
# A whole tender, from publication to the award: `sh run.sh [FOLDER]`. Every step says what it does; README.md tells more.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
work=${1:-whole-tender-run}

say() { printf '\n== %s\n' "$*"; }
# A command that is expected to find something: its exit code 1 is the right one, and 0 would be wrong.
finds() { if "$@"; then echo "this should have been told: $*"; exit 1; else test $? -eq 1; fi; }
fill() { "$python" "$here/fill.py" "$@"; }
# A vendor's technical answer: all lines, in a file of its own.
technical() { # vendor, its name, answer to F-DRAW, F-NOTE, F-LIST, F-SEND
  cp "$issued/response-technical.en.xlsx" "$1-technical.xlsx"
  fill "$1-technical.xlsx" "V-NAME.Answer=$2" "V-CONTACT.Answer=Sales of $2" "V-EMAIL.Answer=sales@$1.example" \
    "V-DATE.Answer=2027-01-31" "F-DRAW.Answer=$3" "F-NOTE.Answer=$4" "F-LIST.Answer=$5" "F-SEND.Answer=$6"
}
# A vendor's prices: set-up, and a year of use and support.
priced() { # vendor, set-up, year
  cp "$issued/response-price.en.xlsx" "$1-price.xlsx"
  fill "$1-price.xlsx" "PL-1.Unit price, net=$2" "PL-2.Unit price, net=$3"
}

mkdir -p "$work"
cp -R "$here/tender" "$work/tender"
cd "$work"
"$python" "$here/ahead.py" tender/map.yaml
issued=tender/build
by="--by Ines"

say "The specification has no findings, and is published: from now on nothing of it changes in silence"
cdc check tender
cdc publish tender $by
cdc grid write tender

say "Two vendors ask; nobody but the town learns who. The answers go to all"
cdc questions add "Must the notes hold pictures?" --asker "Aurora Maps" --concerns F-NOTE -p tender $by
cdc questions add "Do the 4 000 trees include those of the forest?" --asker "Zeta Green" --concerns F-DRAW -p tender $by
cdc questions answer Q-1 "Yes: see amendment 1." -p tender $by
cdc questions answer Q-2 "No, trees of streets and parks alone." -p tender $by
cdc questions write tender --format md

say "Aurora has filled half of its answer when the tender is amended: notes shall hold pictures"
cp tender/build/response-technical.en.xlsx aurora-half.xlsx
fill aurora-half.xlsx "V-NAME.Answer=Aurora Maps" "V-CONTACT.Answer=Lia Conti" "F-DRAW.Answer=Y · Yes" \
  "F-NOTE.Answer=Y · Yes" "F-LIST.Answer=Y · Yes"
sed 's/take notes on a tree without/take notes and pictures of a tree without/' tender/map.yaml >map.new
mv map.new tender/map.yaml
finds cdc amend -p tender
cdc amend "Pictures, see question Q-1" -p tender --extend --format md $by

say "Aurora takes its answers over to the new form; the line that changed is to be answered again"
cdc grid update aurora-half.xlsx --to tender/build/response-technical.en.xlsx --out aurora-technical.xlsx
fill aurora-technical.xlsx "V-EMAIL.Answer=bids@aurora.example" "V-DATE.Answer=2027-01-31" \
  "F-NOTE.Answer=Y · Yes" "F-SEND.Answer=Y · Yes"
cdc grid check aurora-technical.xlsx -p tender

say "Aurora hands in, and once more with a better price: a round replaces only what it brings"
priced aurora 9000 3000
cdc receive aurora aurora-technical.xlsx aurora-price.xlsx -p tender $by
priced aurora 8500 2900
cdc receive aurora aurora-price.xlsx -p tender $by

cdc receipt aurora -p tender --format md

say "Borealis hands in, and takes its bid back"
technical borealis Borealis "Y · Yes" "N · No" "Y · Yes" "Y · Yes"
priced borealis 9000 3000
cdc receive borealis borealis-technical.xlsx borealis-price.xlsx -p tender $by
cdc withdraw borealis --reason "No staff before the summer" -p tender $by

say "Cometa signs its files; its signature is checked against the roots that the town trusts"
technical cometa Cometa "Y · Yes" "Y · Yes" "P · Partly" "Y · Yes"
priced cometa 4000 1000
"$python" "$here/sign.py" cometa-technical.xlsx "Carla Meta" tender/roots/example.pem
cdc receive cometa cometa-technical.xlsx.p7m cometa-price.xlsx -p tender $by

say "Delta seals its files to the two officers of the opening: none of them can open them alone"
cdc seal key ada --out keys
cdc seal key ben --out keys
technical delta "Delta Systems" "Y · Yes" "Y · Yes" "Y · Yes" "N · No"
priced delta 12000 3500
cdc seal write delta-technical.xlsx --officer keys/ada.pub --officer keys/ben.pub
cdc seal write delta-price.xlsx --officer keys/ada.pub --officer keys/ben.pub
cdc receive delta delta-technical.xlsx.age delta-price.xlsx.age -p tender $by

say "Zeta sends the technical file today, the prices (in life: tomorrow) apart"
technical zeta "Zeta Green" "Y · Yes" "P · Partly" "N · No" "Y · Yes"
priced zeta 7000 2500
cdc receive zeta zeta-technical.xlsx -p tender $by
cdc status tender
cdc receive zeta zeta-price.xlsx -p tender $by

say "The time for bids ends; Epsilon comes late: refused, and kept as evidence"
cdc close tender --reason "The example cannot wait for the deadline" $by
technical epsilon Epsilon "Y · Yes" "Y · Yes" "Y · Yes" "Y · Yes"
finds cdc receive epsilon epsilon-technical.xlsx -p tender $by

say "Both officers open Delta's seal, then the technical envelopes are opened; no price is anywhere yet"
cdc unseal delta --key keys/ada.key --key keys/ben.key -p tender $by
cdc open technical -p tender $by

say "The evaluators score bids by letters, each in another order, and learn no name; Borealis has no line any more"
cdc board sheets tender
fill tender/build/board/scores-ada.xlsx \
  "C-DEMO · A.Score=4" "C-DEMO · A.Reason=A gardener found the tree in 20 s" \
  "C-DEMO · B.Score=3" "C-DEMO · B.Reason=All steps shown" \
  "C-DEMO · D.Score=4" "C-DEMO · D.Reason=Quick" \
  "C-DEMO · E.Score=5" "C-DEMO · E.Reason=A gardener did all of it"
fill tender/build/board/scores-ben.xlsx \
  "C-DEMO · A.Score=2" "C-DEMO · A.Reason=Worked once the vendor helped" \
  "C-DEMO · B.Score=4" "C-DEMO · B.Reason=No help was needed" \
  "C-DEMO · C.Score=5" "C-DEMO · C.Reason=A gardener did all of it" \
  "C-DEMO · D.Score=3" "C-DEMO · D.Reason=All steps shown"
cdc board collect tender/build/board/scores-ada.xlsx tender/build/board/scores-ben.xlsx -p tender $by

say "They differ by two levels over one bid: the board talks, and agrees on one score with its reason"
cdc board moderation tender
fill tender/build/board/moderation.xlsx "C-DEMO · B.Agreed score=3" "C-DEMO · B.Reason=Quick, once the vendor helped"
cdc board moderate tender/build/board/moderation.xlsx -p tender --by "Ada Ferri"

say "Quality is decided; only then are the prices opened, Delta's sealed one too"
cdc decide quality -p tender $by
cdc unseal delta --key keys/ada.key --key keys/ben.key -p tender $by
cdc open price -p tender $by
cdc rounds aurora -p tender
cdc score tender

say "Cometa looks abnormally low: it is asked, replies, and the town decides with a reason"
cdc clarify ask cometa "How are PL-1 and PL-2 made up?" --low --until 2027-12-31T12:00:00+01:00 -p tender $by
cdc clarify write tender --format md
cdc clarify reply cometa 1 "Calculation of 5 March, in the file of the tender" -p tender $by
cdc clarify decide cometa 1 accepted "The product exists already; hours and rates are shown" -p tender $by

say "The award is decided, and the award file written"
cdc decide award -p tender $by
cdc award tender --format md $by

say "Everything is recomputed from what came, and the ranking once more with nothing but Python"
cdc verify tender
"$python" tender/build/award/recount.py --check
cdc status tender
cdc log tender
