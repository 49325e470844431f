package sheet

import (
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"

	"gongkai/ingest/document"
	"gongkai/ingest/ooxml"
)

// book is what the parts of a workbook say for all sheets.
type book struct {
	*workbookPackage
	sheets  []listedSheet
	strings []sharedText
	styles  []shownStyle
	display display
}

// listedSheet is an entry in the list of sheets.
type listedSheet struct {
	Name   string `xml:"name,attr"`
	State  string `xml:"state,attr"`
	ID     string `xml:"id,attr"`
	target string
}

func (s *listedSheet) hidden() bool { return s.State != "" && s.State != "visible" }

// sharedText is a text that cells share, with the looks of its parts where they
// have their own.
type sharedText struct {
	text  string
	looks looks // XLSX
	runs  []run // XLS
}

// shownStyle is what is asked of a cell's style: whether its number format is
// that of plain text and numbers, whether it draws a line, how its text looks
// and whether there is a colour behind it.
type shownStyle struct {
	plain, frame, shaded bool
	look                 look
}

// relationships are the parts that a part names, by ID.
type relationships []struct {
	ID     string `xml:"Id,attr"`
	Kind   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

// ofKind is the target of the first relationship whose kind ends so.
func (r relationships) ofKind(ending string) string {
	for _, one := range r {
		if strings.HasSuffix(one.Kind, ending) {
			return one.Target
		}
	}
	return ""
}

type writtenRelationships struct {
	XMLName xml.Name      `xml:"Relationships"`
	List    relationships `xml:"Relationship"`
}

// writtenBook is the part with the list of sheets.
type writtenBook struct {
	XMLName xml.Name      `xml:"workbook"`
	Sheets  []listedSheet `xml:"sheets>sheet"`
}

// related reads what a part names, their places from the package's root.
func (p *workbookPackage) related(part string) (relationships, error) {
	dir, name := path.Split(part)
	out, err := decoded[writtenRelationships](p, dir+"_rels/"+name+".rels")
	if err != nil {
		return nil, err
	}
	for i := range out.List {
		one := &out.List[i]
		if one.Target = strings.ReplaceAll(one.Target, `\`, "/"); !strings.HasPrefix(one.Target, "/") {
			one.Target = "/" + dir + one.Target
		}
		one.Target = strings.TrimPrefix(path.Clean(one.Target), "/")
	}
	return out.List, nil
}

// part lets a function read the XML of a part. The function begins anew when it
// is called again.
func (p *workbookPackage) part(name string, read func(*ooxml.Reader) error) error {
	b, ok := p.parts[strings.ToLower(name)]
	if !ok {
		return fmt.Errorf("part %s is missing: %w", name, ErrDamaged)
	}
	text, charset, err := document.Decode(b)
	if err != nil || strings.HasPrefix(charset, "UTF-8") && text != string(b) { // not mended: broken characters are for the XML reader to refuse
		text = string(b)
	}
	if err := ooxml.Read(text, read); err != nil {
		return fmt.Errorf("part %s: %w", name, err)
	}
	return nil
}

// decoded reads a part into a structure.
func decoded[T any](p *workbookPackage, name string) (out T, err error) {
	err = p.part(name, func(r *ooxml.Reader) error {
		var t T
		err := r.Decode(&t)
		out = t
		return err
	})
	return out, err
}

// book reads the list of sheets, the shared texts and the styles.
func (p *workbookPackage) book() (*book, error) {
	b := &book{workbookPackage: p, display: display{content: p.content}}
	root, err := p.related("")
	if err != nil {
		return nil, err
	}
	main := root.ofKind("/officeDocument")
	list, err := decoded[writtenBook](p, main)
	if err != nil {
		return nil, err
	}
	b.sheets = list.Sheets
	parts, err := p.related(main)
	if err != nil {
		return nil, err
	}
	for i := range b.sheets {
		for _, one := range parts {
			if one.ID == b.sheets[i].ID {
				b.sheets[i].target = one.Target
			}
		}
	}
	if texts := parts.ofKind("/sharedStrings"); texts != "" {
		if err := p.part(texts, b.readStrings); err != nil {
			return nil, err
		}
	}
	if styles := parts.ofKind("/styles"); styles != "" {
		written, err := decoded[writtenStyles](p, styles)
		if err != nil {
			return nil, err
		}
		b.styles = written.shown()
	}
	return b, nil
}

// readStrings takes the shared texts, their reading aids left out.
func (b *book) readStrings(r *ooxml.Reader) error {
	b.strings = nil
	var one sharedText
	var part *look // of the open part of a text that has several
	inText, skip := false, 0
	for {
		kind, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch kind {
		case ooxml.Start:
			if skip > 0 || r.Name == "rPh" {
				skip++
			}
			if r.Name == "r" {
				part = &look{}
			}
			if part != nil {
				part.take(r.Name, r.Attribute)
			}
			inText = r.Name == "t" && skip == 0
		case ooxml.Text:
			if inText {
				one.text += r.Text
				one.looks.add(r.Text, part)
			}
		case ooxml.End:
			inText = false
			if skip > 0 {
				skip--
			}
			if r.Name == "si" {
				b.strings = append(b.strings, one)
				one, part = sharedText{}, nil
			}
		}
	}
}

// borderLine is one side of a border; without a style nothing is drawn.
type borderLine struct {
	Style string `xml:"style,attr"`
}

// writtenStyles is what the part of the styles says of cells.
type writtenStyles struct {
	XMLName xml.Name `xml:"styleSheet"`
	Formats []struct {
		ID   int    `xml:"numFmtId,attr"`
		Code string `xml:"formatCode,attr"`
	} `xml:"numFmts>numFmt"`
	Borders []struct {
		Left   borderLine `xml:"left"`
		Right  borderLine `xml:"right"`
		Top    borderLine `xml:"top"`
		Bottom borderLine `xml:"bottom"`
	} `xml:"borders>border"`
	Fonts []struct {
		Strike *struct {
			Value string `xml:"val,attr"`
		} `xml:"strike"`
		Color tint `xml:"color"`
	} `xml:"fonts>font"`
	Fills []struct {
		Pattern struct {
			Type  string `xml:"patternType,attr"`
			Color tint   `xml:"fgColor"`
		} `xml:"patternFill"`
		Gradient *struct{} `xml:"gradientFill"`
	} `xml:"fills>fill"`
	Cells []struct {
		Font        int    `xml:"fontId,attr"`
		Fill        int    `xml:"fillId,attr"`
		Format      int    `xml:"numFmtId,attr"`
		Border      int    `xml:"borderId,attr"`
		ApplyBorder string `xml:"applyBorder,attr"`
	} `xml:"cellXfs>xf"`
}

func (w *writtenStyles) shown() []shownStyle {
	var out []shownStyle
	codes := map[int]string{0: "General", 49: "@"}
	for _, f := range w.Formats {
		codes[f.ID] = f.Code
	}
	for _, c := range w.Cells {
		s := shownStyle{plain: general(codes[c.Format]) || codes[c.Format] == "@"}
		if c.Border >= 0 && c.Border < len(w.Borders) && (c.ApplyBorder == "" || truthOf(c.ApplyBorder)) {
			line := w.Borders[c.Border]
			s.frame = line.Left.Style+line.Right.Style+line.Top.Style+line.Bottom.Style != ""
		}
		if c.Font >= 0 && c.Font < len(w.Fonts) {
			font := w.Fonts[c.Font]
			s.look = look{white: font.Color.white(), struck: font.Strike != nil && (font.Strike.Value == "" || truthOf(font.Strike.Value))}
		}
		if c.Fill >= 0 && c.Fill < len(w.Fills) {
			fill := w.Fills[c.Fill]
			s.shaded = fill.Gradient != nil || fill.Pattern.Type != "" && fill.Pattern.Type != "none" && !fill.Pattern.Color.white()
		}
		out = append(out, s)
	}
	return out
}

// style is the one of that number; one that is not there is plain.
func (b *book) style(number int) shownStyle {
	if number == 0 || number < 0 || number >= len(b.styles) {
		s := shownStyle{plain: true}
		if number == 0 && len(b.styles) > 0 {
			s = b.styles[0]
			s.plain = true
		}
		return s
	}
	return b.styles[number]
}
