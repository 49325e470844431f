package report

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"maps"
	"reflect"
	"slices"
)

// A worker hands its report to its parent as a frame: every field in its turn,
// numbers as varints, texts and lists after their length. JSON for that took a
// sixth of the processor's time that reading a web page takes. Only two processes
// of one program use frames, and nothing keeps them.

// AppendFrame appends a report as a frame.
func AppendFrame(to []byte, r *Report) []byte {
	f := frame{bytes: binary.BigEndian.AppendUint64(to, layout)}
	f.report(r)
	return f.bytes
}

// FrameReader reads frames one after the other. It remembers short texts, most
// of which come again: codes, units, places.
type FrameReader struct{ seen [remembered]string }

const (
	remembered = 1024 // texts, of so many bytes
	shortText  = 48
)

// ErrFrame means that bytes are no frame of this program.
var ErrFrame = errors.New("not a frame of a report")

// Read reads what AppendFrame wrote, whoever may have written it: it takes
// memory only for what is there.
func (r *FrameReader) Read(b []byte, into *Report) error {
	if len(b) < 8 || binary.BigEndian.Uint64(b) != layout {
		return ErrFrame
	}
	f := frame{bytes: b[8:], reading: r}
	if f.report(into); f.broken || len(f.bytes) > 0 {
		return ErrFrame
	}
	return nil
}

// layout tells the fields of this program from those of another build, which
// may have taken its place on the disk since it was started.
var layout = func() uint64 {
	h := fnv.New64a()
	var walk func(reflect.Type)
	walk = func(t reflect.Type) {
		h.Write([]byte(t.Kind().String()))
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map:
			walk(t.Elem())
		case reflect.Struct:
			for i := range t.NumField() {
				h.Write([]byte(t.Field(i).Name))
				walk(t.Field(i).Type)
			}
		}
	}
	walk(reflect.TypeFor[Report]())
	return h.Sum64()
}()

func (f *frame) report(r *Report) {
	f.all(&r.File, &r.SHA256, &r.Format, (*string)(&r.Scope), &r.Title)
	optional(f, &r.Agency, (*frame).agency)
	optional(f, &r.Year, (*frame).integer)
	optional(f, &r.Edition, (*frame).text)
	optional(f, &r.PublishedOn, (*frame).text)
	f.editions(&r.Editions)
	list(f, &r.Observations, (*frame).observation)
	list(f, &r.Sections, (*frame).section)
	list(f, &r.Figures, (*frame).figure)
	list(f, &r.Mentions, (*frame).mention)
	list(f, &r.Sentences, (*frame).sentence)
	list(f, &r.Findings, (*frame).finding)
	list(f, &r.Held, (*frame).held)
	list(f, &r.Notes, (*frame).note)
	optional(f, &r.Error, (*frame).rejected)
}

func (f *frame) agency(a *Agency) {
	f.all(&a.Name, &a.ID)
	f.truth(&a.OCR)
}

func (f *frame) observation(o *Observation) {
	f.all(&o.Code, &o.Unit, (*string)(&o.Status), &o.Raw, &o.At, &o.Edition)
	optional(f, &o.Value, (*frame).decimal)
	f.truth(&o.OCR)
}

func (f *frame) section(s *Section) {
	f.all(&s.Key, &s.Text)
	f.truth(&s.OCR)
}

func (f *frame) figure(g *Figure) {
	f.all(&g.Code, &g.Unit, (*string)(&g.Scope), &g.Section, &g.Said, &g.Sentence, &g.At)
	optional(f, &g.Value, (*frame).decimal)
	optional(f, &g.Year, (*frame).integer)
	f.truth(&g.Approx)
}

func (f *frame) mention(m *Mention) {
	f.all(&m.Kind, &m.Value, &m.Context, &m.Section, &m.Sentence, &m.At)
}

func (f *frame) sentence(s *Sentence) {
	f.all(&s.Section, &s.Hash)
	f.integer(&s.Length)
}

func (f *frame) finding(g *Finding) {
	f.all(&g.ID, &g.Rule, &g.Outcome, &g.Severity, &g.Message, &g.Left, &g.Right, &g.Difference, &g.Formula, &g.Quote, &g.At, &g.Todo)
	list(f, &g.Cells, (*frame).text)
	optional(f, &g.Verdict, (*frame).verdict)
}

func (f *frame) verdict(v *Verdict) { f.all(&v.Verdict, &v.Reason, &v.By, &v.On) }

func (f *frame) held(h *Held) {
	f.all(&h.Code, &h.Place, &h.Message)
	list(f, &h.Candidates, (*frame).text)
}

func (f *frame) note(n *Note) { f.all(&n.Code, &n.Place, &n.Message) }

func (f *frame) rejected(r *Rejected) { f.all(&r.Code, &r.Place, &r.Message, &r.Hint) }

// editions are by the number of their table.
func (f *frame) editions(by *map[string]*string) {
	type edition struct {
		table string
		name  *string
	}
	var all []edition
	if f.reading == nil && *by != nil {
		all = make([]edition, 0, len(*by))
		for _, table := range slices.Sorted(maps.Keys(*by)) {
			all = append(all, edition{table, (*by)[table]})
		}
	}
	list(f, &all, func(f *frame, e *edition) {
		f.text(&e.table)
		optional(f, &e.name, (*frame).text)
	})
	if f.reading != nil && all != nil {
		*by = make(map[string]*string, len(all))
		for _, e := range all {
			(*by)[e.table] = e.name
		}
	}
}
