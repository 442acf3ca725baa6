#!/bin/sh
# Install Pango, which the PDF engine needs; where that is not allowed, say the one command that does it.
run() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo "$@"; else return 1; fi
}
if command -v apt-get >/dev/null 2>&1; then
  command="apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
  run apt-get update -qq >/dev/null 2>&1 && run $command >/dev/null 2>&1 && exit 0
elif command -v dnf >/dev/null 2>&1; then
  command="dnf install -y pango"
  run $command >/dev/null 2>&1 && exit 0
elif command -v apk >/dev/null 2>&1; then
  command="apk add pango"
  run $command >/dev/null 2>&1 && exit 0
elif command -v brew >/dev/null 2>&1; then
  command="brew install pango"
  $command >/dev/null 2>&1 && exit 0
else
  command="the package manager of your system: package pango"
fi
echo "Pango is missing, so no PDF will be made (Word, HTML and Excel will). To have PDF, run: $command" >&2
exit 1
