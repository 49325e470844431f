package data

import "testing"

func TestPlaceWords(t *testing.T) {
	for in, want := range map[string]string{
		"table 2 row 4 column 3":            "第 2 张表，第 4 行，第 3 列",
		"line 3 column 1; line 7 column 1":  "第 3 行，第 1 列；第 7 行，第 1 列",
		"paragraph 12":                      "第 12 段",
		"page 3 box 72,388,93,402":          "第 3 页，坐标 72,388,93,402",
		"picture 1 box 10,20,30,40":         "第 1 幅图，坐标 10,20,30,40",
		"word/document.xml line 1 column 9": "word/document.xml，第 1 行，第 9 列",
		"word/document.xml":                 "word/document.xml",
		"sheet 2023 年报":                     "工作表“2023 年报”",
		"年报!E24":                            "年报!E24",
		"line":                              "line",
		"somewhere else 3":                  "somewhere else 3",
		"":                                  "",
	} {
		if got := PlaceWords(in); got != want {
			t.Errorf("PlaceWords(%q) = %q, want %q", in, got, want)
		}
	}
}
