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
	// calculates tells whether formulas are computed anew when the book is opened,
	// and rules which of its conditional formats may hide text.
	calculates bool
	rules      []bool
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
	Calc    struct {
		OnLoad string `xml:"fullCalcOnLoad,attr"`
	} `xml:"calcPr"`
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
	b.sheets, b.calculates = list.Sheets, truthOf(list.Calc.OnLoad)
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
		b.styles, b.rules = written.shown(), written.rules()
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
