#!/bin/sh
# Writes the made-up county as DOC, XLSX and XLS into a new folder, with the
# truth beside each, for
#   GONGKAI_FORMATS=FOLDER go test ./ingest -run TestConvertedCounty
# Needs LibreOffice: apt-get install --no-install-recommends
# libreoffice-writer-nogui libreoffice-calc-nogui
set -eu
[ $# -eq 1 ] && [ ! -e "$1" ] || { echo "usage: $0 NEW-FOLDER" >&2; exit 2; }
command -v soffice >/dev/null || { echo "$0: soffice is not installed" >&2; exit 1; }
mkdir -p "$1"
root=$(cd "$(dirname "$0")/.." && pwd)
out=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$root" && go build -o "$work/gongkai" ./cmd/gongkai)

# county FAMILY writes the county of a family. Calc takes 1E+3 for a number, so
# the style that prints such cells is not one that can be converted.
county() {
	styles=$("$work/gongkai" sample --list-styles | awk -v f="$1-" \
		'index($1, f) == 1 && $1 !~ /-(images|values-unreadable)$/ {printf "%s%s", c, $1; c = ","}')
	"$work/gongkai" -q sample "$work/$1" --agencies 45 --years 2019..2023 --seed 1 --styles "$styles"
}

# convert FROM TO EXTENSION [FILTER] converts all reports of a folder.
convert() {
	for year in "$1"/reports/*; do
		mkdir -p "$2/reports/${year##*/}"
		find "$year" -type f -print0 | xargs -0 nice -n 10 soffice "-env:UserInstallation=file://$work/profile" \
			--headless --convert-to "$3" ${4:+"--infilter=$4"} --outdir "$2/reports/${year##*/}" >/dev/null 2>&1
	done
}

# truth FROM OLD TO NEW copies the truth with the names of the new files.
truth() {
	for name in truth.csv truth_reports.csv; do
		sed "s/\\.$2,/.$4,/" "$1/$name" >"$3/$name"
	done
}

county docx
convert "$work/docx" "$out/docx-doc" doc
truth "$work/docx" docx "$out/docx-doc" doc
convert "$work/docx" "$work/web" "html:HTML (StarWriter)"
convert "$work/web" "$out/docx-xlsx" xlsx "HTML (StarCalc)"
truth "$work/docx" docx "$out/docx-xlsx" xlsx
convert "$out/docx-xlsx" "$out/docx-xls" xls
truth "$work/docx" docx "$out/docx-xls" xls
