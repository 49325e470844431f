package pdf

import "testing"

// What a cell of numbers may hold is no text that a row's label goes on with
// over the page's end.
func TestValueText(t *testing.T) {
	for text, want := range map[string]bool{
		"0": true, "1,234": true, "１２": true, "减3": true, "0.37万元": true, "-": true, "——": true, "/": true, "无": true, "〇": true, "零": true,
		"": false, "果": false, "结果维持": false, "1.属于国家秘密": false, "〇二": false,
	} {
		if valueText.MatchString(text) != want {
			t.Errorf("%q: %v, want %v", text, !want, want)
		}
	}
}
