package sheet

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"

	"gongkai/ingest/document"
)

// book is what the parts of a workbook say for all sheets.
type book struct {
	*workbookPackage
	sheets  []listedSheet
	strings []string
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

// shownStyle is what is asked of a cell's style: whether its number format is
// that of plain text and numbers, and whether it draws a line.
type shownStyle struct{ plain, frame bool }

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

// related reads what a part names, their places from the package's root.
func (p *workbookPackage) related(part string) (relationships, error) {
	var out struct {
		XMLName xml.Name      `xml:"Relationships"`
		List    relationships `xml:"Relationship"`
	}
	dir, name := path.Split(part)
	if err := p.part(dir+"_rels/"+name+".rels", func(d *xml.Decoder) error { return d.Decode(&out) }); err != nil {
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

// part lets a function read the XML of a part.
func (p *workbookPackage) part(name string, read func(*xml.Decoder) error) error {
	b, ok := p.parts[strings.ToLower(name)]
	if !ok {
		return fmt.Errorf("part %s is missing: %w", name, ErrDamaged)
	}
	var in io.Reader = bytes.NewReader(b)
	if text, charset, err := document.Decode(b); err == nil && !strings.HasPrefix(charset, "UTF-8") {
		in = strings.NewReader(text)
	}
	d := xml.NewDecoder(in)
	d.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	if err := read(d); err != nil {
		return fmt.Errorf("part %s: %w", name, err)
	}
	return nil
}

// book reads the list of sheets, the shared texts and the styles.
func (p *workbookPackage) book() (*book, error) {
	b := &book{workbookPackage: p, display: display{content: p.content}}
	root, err := p.related("")
	if err != nil {
		return nil, err
	}
	main := root.ofKind("/officeDocument")
	var list struct {
		XMLName xml.Name      `xml:"workbook"`
		Sheets  []listedSheet `xml:"sheets>sheet"`
	}
	if err := p.part(main, func(d *xml.Decoder) error { return d.Decode(&list) }); err != nil {
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
		if err := p.part(styles, b.readStyles); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// readStrings takes the shared texts, their reading aids left out.
func (b *book) readStrings(d *xml.Decoder) error {
	var text strings.Builder
	inText, skip := false, 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if skip > 0 || t.Name.Local == "rPh" {
				skip++
			}
			inText = t.Name.Local == "t" && skip == 0
		case xml.CharData:
			if inText {
				text.Write(t)
			}
		case xml.EndElement:
			inText = false
			if skip > 0 {
				skip--
			}
			if t.Name.Local == "si" {
				b.strings = append(b.strings, text.String())
				text.Reset()
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
	Cells []struct {
		Format      int    `xml:"numFmtId,attr"`
		Border      int    `xml:"borderId,attr"`
		ApplyBorder string `xml:"applyBorder,attr"`
	} `xml:"cellXfs>xf"`
}

func (b *book) readStyles(d *xml.Decoder) error {
	var w writtenStyles
	if err := d.Decode(&w); err != nil {
		return err
	}
	codes := map[int]string{0: "General", 49: "@"}
	for _, f := range w.Formats {
		codes[f.ID] = f.Code
	}
	for _, c := range w.Cells {
		s := shownStyle{plain: strings.EqualFold(codes[c.Format], "General") || codes[c.Format] == "@"}
		if c.Border >= 0 && c.Border < len(w.Borders) && (c.ApplyBorder == "" || truthOf(c.ApplyBorder)) {
			line := w.Borders[c.Border]
			s.frame = line.Left.Style+line.Right.Style+line.Top.Style+line.Bottom.Style != ""
		}
		b.styles = append(b.styles, s)
	}
	return nil
}

// style is the one of that number; one that is not there is plain.
func (b *book) style(number int) shownStyle {
	if number == 0 || number < 0 || number >= len(b.styles) {
		return shownStyle{plain: true, frame: number == 0 && len(b.styles) > 0 && b.styles[0].frame}
	}
	return b.styles[number]
}
