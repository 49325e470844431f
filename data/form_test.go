package data

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The rows and columns of the form, written down from the form itself and not
// from labels.csv, in the order in which the form prints them.
var (
	wantColumns = strings.Fields(`natural_person company research_institution public_welfare_org
		legal_service_org other_org total`)

	wantRows2021 = strings.Fields(`new_received carried_over
		outcome.disclosed outcome.partial
		refused.state_secret refused.law_prohibited refused.three_security_one_stability
		refused.third_party_rights refused.internal_affairs refused.process_info
		refused.enforcement_file refused.administrative_query
		unavailable.not_held unavailable.needs_creation unavailable.unclear_after_correction
		unprocessed.petition_complaint unprocessed.duplicate unprocessed.publication
		unprocessed.excessive_repeated unprocessed.confirm_or_reissue
		other.correction_overdue other.fee_overdue other.misc
		outcome.total carried_forward`)

	wantProactive = map[string][]string{
		"2021": strings.Fields(`regulation.issued regulation.repealed regulation.in_force
			normative_doc.issued normative_doc.repealed normative_doc.in_force
			licensing.decisions penalty.decisions coercion.decisions fee.amount_wan`),
		"2019": strings.Fields(`regulation.made_2019 regulation.disclosed_2019 regulation.public_total_2019
			normative_doc.made_2019 normative_doc.disclosed_2019 normative_doc.public_total_2019
			licensing.items_prev_2019 licensing.items_change_2019 licensing.decisions
			other_service.items_prev_2019 other_service.items_change_2019 other_service.decisions_2019
			penalty.items_prev_2019 penalty.items_change_2019 penalty.decisions
			coercion.items_prev_2019 coercion.items_change_2019 coercion.decisions
			fee.items_prev_2019 fee.items_change_2019
			procurement.items_2019 procurement.amount_2019`),
	}

	wantResults = strings.Fields("upheld corrected other pending total")
)

// wantRows returns table 3's rows; the edition of 2019 has one row （六）.
func wantRows(edition string) []string {
	if edition == "2021" {
		return wantRows2021
	}
	rows := slices.Clone(wantRows2021)
	first := slices.Index(rows, "other.correction_overdue")
	return slices.Replace(rows, first, first+3, "other.combined_2019")
}

func wantCodes(table int, edition string) []string {
	var out []string
	switch table {
	case 2:
		for _, cell := range wantProactive[edition] {
			out = append(out, "proactive."+cell)
		}
	case 3:
		for _, row := range wantRows(edition) {
			for _, col := range wantColumns {
				out = append(out, "applications."+row+"."+col)
			}
		}
	case 4:
		for _, branch := range []string{"review", "litigation_direct", "litigation_after_review"} {
			for _, result := range wantResults {
				out = append(out, "disputes."+branch+"."+result)
			}
		}
	}
	return out
}

func TestCellCodesAreThoseOfTheForm(t *testing.T) {
	for _, edition := range []string{"2019", "2021"} {
		for table := 2; table <= 4; table++ {
			var got []string
			for _, c := range FormTable(table, edition).Cells {
				got = append(got, c.Code)
			}
			if want := wantCodes(table, edition); !slices.Equal(got, want) {
				t.Errorf("edition %s table %d has cells\n%v\nwant\n%v", edition, table, got, want)
			}
		}
	}
}

func TestUnitsAndKindsOfCells(t *testing.T) {
	for _, edition := range []string{"2019", "2021"} {
		for table := 2; table <= 4; table++ {
			for _, c := range FormTable(table, edition).Cells {
				unit, kind := wantUnitAndKind(c.Code)
				if c.Unit != unit || c.Kind != kind {
					t.Errorf("edition %s %s is %q %s, want %q %s", edition, c.Code, c.Unit, c.Kind, unit, kind)
				}
			}
		}
	}
}

// wantUnitAndKind tells by the code's last part: everything is a count of 件
// but the items of 2019's table 2, whose change is signed, and the two amounts.
func wantUnitAndKind(code string) (string, Kind) {
	switch last := code[strings.LastIndex(code, ".")+1:]; last {
	case "items_prev_2019", "items_2019":
		return "项", Count
	case "items_change_2019":
		return "项", Signed
	case "amount_2019":
		return "", AmountAsPrinted
	case "amount_wan":
		return "万元", AmountWan
	}
	return "件", Count
}

func TestLabelsAreInOneOrder(t *testing.T) {
	for i, l := range labels() {
		if l.Order != i+1 {
			t.Errorf("label %q stands on line %d of labels.csv but has order %d", l.Text, i+2, l.Order)
		}
	}
}

func TestLabelsUseKnownWords(t *testing.T) {
	keyed := map[Axis]bool{Row: true, Col: true}
	for _, l := range labels() {
		place := fmt.Sprintf("label %d %q", l.Order, l.Text)
		if l.Table < 2 || l.Table > 4 {
			t.Errorf("%s is in table %d", place, l.Table)
		}
		if !keyed[l.Axis] && l.Axis != Head {
			t.Errorf("%s has unknown axis %q", place, l.Axis)
		}
		if l.Axis == Head && (l.Key != "" || l.Unit != "" || l.Kind != "") {
			t.Errorf("%s is a head but has a key, unit or kind", place)
		}
		if (l.Axis == Col) != (l.Kind != "") {
			t.Errorf("%s: columns have a kind, other labels have none", place)
		}
		if l.Kind != "" && !slices.Contains([]Kind{Count, Signed, AmountWan, AmountAsPrinted}, l.Kind) {
			t.Errorf("%s has unknown kind %q", place, l.Kind)
		}
		for _, edition := range l.Editions {
			if FormTable(l.Table, edition) == nil {
				t.Errorf("%s is of unknown edition %q", place, edition)
			}
		}
		for _, row := range l.Rows {
			if !hasRow(l, row) {
				t.Errorf("%s is limited to row %q, which its block does not have", place, row)
			}
		}
	}
}

func hasRow(col *Label, key string) bool {
	return slices.ContainsFunc(labels(), func(l *Label) bool {
		return l.Axis == Row && l.Table == col.Table && l.Group == col.Group && l.Key == key
	})
}

// A wording that two labels of one block share could be read as either of
// them. Columns that differ only in the rows they cross are printed once.
func TestWordingsAreUnambiguousInTheirBlock(t *testing.T) {
	for _, edition := range []string{"2019", "2021"} {
		for table := 2; table <= 4; table++ {
			owner := map[string]*Label{}
			for _, l := range FormTable(table, edition).Labels {
				checkWordings(t, l, edition, owner)
			}
		}
	}
}

func checkWordings(t *testing.T, l *Label, edition string, owner map[string]*Label) {
	t.Helper()
	if l.Text == "" && l.Table != 4 {
		t.Errorf("label %d has no text", l.Order)
	}
	for _, wording := range append([]string{l.Text}, l.Aliases...) {
		if wording == "" {
			continue // table 4's one row has no label
		}
		key := l.Group + "\x00" + plain(wording)
		if other := owner[key]; other == l {
			t.Errorf("label %d %q lists %q twice", l.Order, l.Text, wording)
		} else if other != nil && !splitByRow(other, l) {
			t.Errorf("edition %s table %d block %q: %q names label %d and label %d",
				edition, l.Table, l.Group, wording, other.Order, l.Order)
		}
		owner[key] = l
	}
}

// splitByRow tells whether two columns are one printed column whose cells have
// their own code in some rows.
func splitByRow(a, b *Label) bool {
	return a.Axis == Col && b.Axis == Col && a.Text == b.Text && len(a.Rows) > 0 && len(b.Rows) > 0 &&
		!slices.ContainsFunc(a.Rows, func(row string) bool { return slices.Contains(b.Rows, row) })
}

// plain drops what readers ignore in a label.
func plain(s string) string {
	return strings.NewReplacer(" ", "", "（", "(", "）", ")", "：", ":", "，", ",", "“", "", "”", "", "\"", "").Replace(s)
}
