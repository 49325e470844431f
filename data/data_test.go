package data

import "testing"

// The counts are those of the form itself: report-format A.6 and B.
func TestFormHas200And198Cells(t *testing.T) {
	for _, c := range []struct {
		edition string
		want    [3]int
	}{{"2021", [3]int{10, 175, 15}}, {"2019", [3]int{22, 161, 15}}} {
		for i, want := range c.want {
			if got := len(FormTable(i+2, c.edition).Cells); got != want {
				t.Errorf("edition %s table %d has %d cells, want %d", c.edition, i+2, got, want)
			}
		}
	}
}
