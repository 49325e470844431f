package word

import (
	"encoding/xml"

	"gongkai/ingest/document"
	"gongkai/ingest/ooxml"
)

const stylesName = "word/styles.xml"

// setting is a property in a style.
type setting struct {
	XMLName xml.Name
	Attr    []xml.Attr `xml:",any,attr"`
}

func (s *setting) attribute(name string) string {
	for _, a := range s.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

type writtenStyle struct {
	ID      string   `xml:"styleId,attr"`
	Type    string   `xml:"type,attr"`
	Default string   `xml:"default,attr"`
	Base    setting  `xml:"basedOn"`
	Number  *setting `xml:"pPr>numPr>numId"`
	Run     struct {
		Settings []setting `xml:",any"`
	} `xml:"rPr"`
	Shade      *setting      `xml:"tcPr>shd"`
	Parts      []writtenPart `xml:"tblStylePr"`
	RowBand    setting       `xml:"tblPr>tblStyleRowBandSize"`
	ColumnBand setting       `xml:"tblPr>tblStyleColBandSize"`
}

// styles are the looks that styles give to text.
type styles struct {
	byID    map[string]runLook
	normal  runLook // of paragraphs that name none
	written map[string]*writtenStyle
	tables  map[string]*tableStyle // by ID, those that change whether text is seen
	table   *tableStyle            // of tables that name none
}

// maxBases is over how many styles a style may be based on others.
const maxBases = 20

// styles reads the style sheet. One that is missing or damaged changes no look.
func (p *wordPackage) styles() *styles {
	s := &styles{byID: map[string]runLook{}, written: map[string]*writtenStyle{}}
	for _, f := range p.archive.File {
		if f.Name != stylesName {
			continue
		}
		b, err := unpack(f, maxPart)
		if err != nil {
			return s
		}
		text, _, err := document.Decode(b)
		if err != nil {
			return s
		}
		var list struct {
			XMLName xml.Name       `xml:"styles"`
			Styles  []writtenStyle `xml:"style"`
		}
		if ooxml.Read(text, func(r *ooxml.Reader) error { list.Styles = nil; return r.Decode(&list) }) != nil {
			return s
		}
		for i := range list.Styles {
			s.written[list.Styles[i].ID] = &list.Styles[i]
		}
		for id, w := range s.written {
			s.byID[id] = s.resolve(id, maxBases)
			if t := s.tableStyle(id); t != nil {
				if s.tables == nil {
					s.tables = map[string]*tableStyle{}
				}
				if s.tables[id] = t; w.Default != "" && on(w.Default) {
					s.table = t
				}
			}
			if w.Type == "paragraph" && w.Default != "" && on(w.Default) {
				s.normal = s.byID[id]
			}
		}
	}
	return s
}

func (s *styles) resolve(id string, left int) runLook {
	w := s.written[id]
	if w == nil || left == 0 {
		return runLook{}
	}
	look := s.resolve(w.Base.attribute("val"), left-1)
	look.takeAll(w.Run.Settings)
	if w.Number != nil {
		look.numbered = w.Number.attribute("val") != "0"
	}
	return look
}

// of is the look of text in a style on top of another.
func (s *styles) of(id string, on runLook) runLook { return s.byID[id].over(on) }

// inStyle begins a paragraph in a style, on top of that of the table around it.
func (r *reader) inStyle(style runLook) {
	if r.inPara = style; r.inCell != nil {
		r.inPara = style.over(r.inCell.text)
	}
}
