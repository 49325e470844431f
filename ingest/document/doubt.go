package document

import (
	"slices"
	"strconv"
	"strings"
)

// Why the text of a cell is not certainly what a reader of the file sees, in
// every format alike.
const (
	StruckDoubt  = "struck-through text in the cell"
	RaisedDoubt  = "raised or lowered characters in the cell" // 5 with a raised 1 is not 51
	WhiteDoubt   = "white text in the cell"
	HiddenDoubt  = "hidden text in the cell" // too small, too narrow or too pale to see, too
	TurnedDoubt  = "text in the cell runs another way than it is stored"
	CoveredDoubt = "a note or a field lies over the cell"
	SymbolDoubt  = "a symbol in the cell"
	FontDoubt    = "a font that the page brings along" // its digits may look like others
	PictureDoubt = "a picture in the cell"
	BoxDoubt     = "text box in the cell" // it is drawn where its anchor says, maybe over another cell
	AddedDoubt   = "characters in the cell that are not in its text"
	ResultDoubt  = "a field without a result in the cell"
	InnerDoubt   = "another table in the cell"
	ZeroDoubt    = "the cell holds 0 and shows nothing"
	RuleDoubt    = "a rule of the sheet may hide what is in the cell"
	MergedDoubt  = "a cell that is merged away holds text"
)

// Limits of what a reader can see.
const (
	Paper   = 240 // red, green and blue from here on, each of 255, are the colour of paper
	TooTiny = 4.0 // points: text of a smaller font is not seen
)

// White tells a colour, six hexadecimal digits, that cannot be told from paper.
func White(rgb string) bool {
	n, err := strconv.ParseUint(rgb, 16, 32)
	return err == nil && len(rgb) == 6 && n>>16 >= Paper && n>>8&0xFF >= Paper && n&0xFF >= Paper
}

// signs are how the names of fonts begin that draw signs for digits. Symbol is none
// of them.
var signs = []string{"wingdings", "webdings", "zapfdingbats", "zapf dingbats", "itc zapf dingbats", "monotype sorts", "marlett"}

// Symbols tells a font that draws signs for digits; the first of several counts.
func Symbols(fonts string) bool {
	first := strings.ToLower(strings.Trim(fonts, `"' `))
	return slices.ContainsFunc(signs, func(sign string) bool { return strings.HasPrefix(first, sign) })
}
