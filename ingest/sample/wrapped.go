package sample

import "strings"

// Places in a line of the wrapped layout: where labels of each depth begin,
// how wide they get before they wrap, and the columns of values.
var (
	wrappedIndent = [3]int{0, 6, 18}
	wrappedWidth  = 32
	wrappedValues = 60
	wrappedStep   = 8
)

// wrapped prints table 3 as page layout tools leave narrow columns: header
// labels over two lines, long labels on lines of their own above their
// numbers, group labels on a line in the middle of their group, a page number
// inside the table and another indent after it.
func wrapped(s *sheet) string {
	var b strings.Builder
	b.WriteString(wrappedHeader(s))
	shift := 0
	pending := map[int]string{} // group labels by the row before which they stand
	for i, row := range s.rows[s.header:] {
		var own cell
		var values []string
		for _, c := range row {
			switch {
			case c.group:
				pending[i+(c.rows+1)/2] = strings.Repeat(" ", wrappedIndent[c.col]) + c.text
			case c.code != "":
				values = append(values, c.text)
			default:
				own = c
			}
		}
		if label, ok := pending[i]; ok {
			b.WriteString(label + "\n")
		}
		b.WriteString(wrappedRow(own, values, shift))
		if i == 12 {
			b.WriteString("\n" + strings.Repeat(" ", 70) + "-3-\n\f")
			shift = 6
		}
	}
	return b.String()
}

// wrappedRow prints a label and its numbers, apart where the label is long.
func wrappedRow(label cell, values []string, shift int) string {
	numbers := ""
	for i, v := range values {
		numbers = pad(numbers, i*wrappedStep) + v
	}
	text := pad("", wrappedIndent[label.col]) + oneLine(label.text)
	if label.col == 0 || width(oneLine(label.text)) <= wrappedWidth {
		return pad(text, wrappedValues-shift) + numbers + "\n"
	}
	runes := []rune(oneLine(label.text))
	half := min(len(runes)-1, wrappedWidth/2)
	indent := pad("", wrappedIndent[label.col])
	return indent + string(runes[:half]) + "\n" + indent + string(runes[half:]) + "\n" + pad("", wrappedValues-shift) + numbers + "\n"
}

// wrappedHeader prints the three rows of labels over six lines.
func wrappedHeader(s *sheet) string {
	note, applicants := []rune(s.rows[0][0].text), s.rows[0][1].text
	person, organisations, total := s.rows[1][0].text, s.rows[1][1].text, s.rows[1][2].text
	lines := []string{
		pad("", wrappedValues+10) + applicants,
		"",
		pad("", wrappedValues+wrappedStep+4) + organisations,
		string(note[:24]),
		pad(string(note[24:]), wrappedValues) + person + "",
		pad("", wrappedValues+wrappedStep),
		pad("", wrappedValues+wrappedStep),
	}
	lines[4] = pad(lines[4], wrappedValues+6*wrappedStep) + total
	for i, c := range s.rows[2] {
		runes := []rune(oneLine(c.text))
		half := (len(runes) + 1) / 2
		lines[5] = pad(lines[5], wrappedValues+(1+i)*wrappedStep) + string(runes[:half])
		if len(runes) > 2 {
			lines[6] = pad(lines[6], wrappedValues+(1+i)*wrappedStep) + string(runes[half:])
		}
	}
	return strings.Join(lines, "\n") + "\n\n"
}

// pad fills a line with spaces up to a place, and leaves at least one.
func pad(line string, to int) string {
	if line != "" {
		line += " "
	}
	for width(line) < to {
		line += " "
	}
	return line
}
