package sample

import (
	"fmt"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// text prints the report as a text file.
func (r *report) text() string {
	var b strings.Builder
	if r.recipe.is("front", "junk") {
		b.WriteString(junk + "\n")
	}
	layout := r.recipe.styles["layout"].short
	loose := !r.recipe.is("layout", "lines") && !r.recipe.is("layout", "deduplicated")
	gap := func() {
		if loose {
			b.WriteByte('\n')
		}
	}
	for _, block := range r.blocks() {
		switch block.kind {
		case "table", "metadata":
			b.WriteString(textTable(layout, block.sheet))
			gap()
		default:
			b.WriteString(block.text + "\n")
			gap()
		}
	}
	if r.recipe.is("front", "layout-table") {
		return runTogether(r, layout)
	}
	if layout == "deduplicated" {
		return deduplicate(b.String())
	}
	return b.String()
}

// runTogether prints the page as one cell of a layout table: hundreds of empty
// pipes after the title, then the paragraphs between two tables on one line.
func runTogether(r *report, layout string) string {
	var b strings.Builder
	var line []string
	flush := func() {
		if len(line) > 0 {
			b.WriteString(strings.Join(line, " ") + "\n")
		}
		line = nil
	}
	titled := false
	for _, block := range r.blocks() {
		if block.kind != "title" && !titled {
			titled = true
			line = append(line, strings.TrimSpace(strings.Repeat("| ", 320)))
			flush()
		}
		if block.sheet != nil {
			flush()
			b.WriteString(textTable(layout, block.sheet))
			continue
		}
		line = append(line, block.text)
	}
	flush()
	return b.String()
}

func deduplicate(text string) string {
	var out []string
	seen := map[string]bool{}
	for _, line := range strings.Split(text, "\n") {
		if line != "" && seen[line] {
			continue
		}
		seen[line] = true
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// encodeText writes text in an encoding. Characters that the encoding lacks
// are an error.
func encodeText(encoding, text string) ([]byte, error) {
	switch encoding {
	case "utf8-bom":
		return append([]byte("\xef\xbb\xbf"), text...), nil
	case "utf16":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	case "gb18030":
		b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
		if err != nil {
			return nil, fmt.Errorf("encoding as GB18030: %w", err)
		}
		return b, nil
	}
	return []byte(text), nil
}
