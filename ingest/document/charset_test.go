package document

import (
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

const sample = "<meta charset=\"utf-8\">政府信息公开工作年度报告\n规章 | 0 | 12 |\n"

func TestDecode(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(sample)
	if err != nil {
		t.Fatal(err)
	}
	le, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(sample)
	if err != nil {
		t.Fatal(err)
	}
	be, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(sample)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"utf-8": sample, "utf-8 with mark": "\xef\xbb\xbf" + sample, "gb18030, declared utf-8": gb,
		"utf-16le with mark": le, "utf-16be without mark": be,
	} {
		got, charset, err := Decode([]byte(content))
		if err != nil || got != sample {
			t.Errorf("%s: %q as %s, %v", name, got, charset, err)
		}
	}
	big5, err := traditionalchinese.Big5.NewEncoder().String("政府資訊公開工作年度報告書內容說明")
	if err != nil {
		t.Fatal(err)
	}
	if got, charset, err := Decode([]byte(big5)); err == nil {
		t.Errorf("Big5 is read as %s: %q", charset, got)
	}
	if got, _, err := Decode([]byte(gb[:40] + "\xff" + gb[40:])); err != nil {
		t.Errorf("one broken byte: %q, %v", got, err)
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"１２３": "123", " 1\u200b2 ": "12", "㈠": "(一)", "2023\u3000年": "2023 年", "\u00a0": "", "6": "6",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}
