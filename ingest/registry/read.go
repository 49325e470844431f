package registry

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"gongkai/data"
)

// Names of the two files of a registry.
const (
	AgenciesFile = "agencies.csv"
	EventsFile   = "events.csv"
)

var (
	agencyColumns = []string{"id", "region_code", "region_name", "name", "short_name", "former_names", "aliases", "type",
		"level", "parent", "valid_from", "valid_to", "must_report", "in_rollup", "deadline", "simulated"}
	eventColumns = []string{"predecessor_id", "successor_id", "effective_date", "kind", "note", "source_url", "verified"}
	levels       = []string{"province", "city", "county", "township", "unknown"}
	eventKinds   = []string{"merge", "split", "transfer", "new", "abolished"}
)

var (
	regionCode = regexp.MustCompile(`^[0-9]{6}([0-9]{3})?$`)
	slug       = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	dated      = regexp.MustCompile(`^(.+)\[([0-9]{4})?\.\.([0-9]{4})?\]$`)
)

// Problem is one thing wrong in a registry file.
type Problem struct {
	File    string
	Line    int    // from 1; 0 when it concerns the whole file
	Column  string // name of the column, "" when it concerns the whole line
	Found   string
	Allowed string
}

// Error says where, what was found and what is allowed, in Chinese.
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, " 第%d行", p.Line)
	}
	if p.Column != "" {
		fmt.Fprintf(&b, " %s列", p.Column)
	}
	fmt.Fprintf(&b, "：读到“%s”，应为%s", p.Found, p.Allowed)
	return b.String()
}

// Read reads the two files of a registry, as data/README.md describes them;
// events may be empty. The error joins every Problem found, not the first.
func Read(agencies, events []byte) (*Registry, error) {
	r := &reader{registry: &Registry{}, lines: map[string]int{}, regions: map[string]string{}}
	for i, line := range r.table(AgenciesFile, agencies, agencyColumns) {
		r.agency(line, i+1)
	}
	r.parents()
	if len(bytes.TrimSpace(events)) > 0 {
		for _, line := range r.table(EventsFile, events, eventColumns) {
			r.event(line)
		}
	}
	if len(r.problems) > 0 {
		return nil, errors.Join(r.problems...)
	}
	return r.registry, nil
}

// reader collects the registry and everything wrong with it.
type reader struct {
	registry *Registry
	problems []error
	lines    map[string]int    // line of each agency id
	regions  map[string]string // name of each region code
}

// line is one record by column name.
type line struct {
	file   string
	number int
	fields map[string]string
}

func (r *reader) problem(l line, column, allowed string) {
	r.problems = append(r.problems, Problem{l.file, l.number, column, l.fields[column], allowed})
}

// table splits a CSV file into lines, after its header was found to hold
// exactly the known columns in any order.
func (r *reader) table(file string, content []byte, columns []string) []line {
	content = bytes.TrimPrefix(content, []byte("\uFEFF"))
	if !utf8.Valid(content) {
		r.problems = append(r.problems, Problem{File: file, Found: "不是 UTF-8 的文字", Allowed: "UTF-8 编码的 CSV"})
		return nil
	}
	records := csv.NewReader(bytes.NewReader(content))
	records.FieldsPerRecord = -1
	header, err := records.Read()
	if err != nil {
		r.problems = append(r.problems, Problem{File: file, Found: "没有表头", Allowed: strings.Join(columns, ",")})
		return nil
	}
	if !sameColumns(header, columns) {
		r.problems = append(r.problems, Problem{File: file, Line: 1, Found: strings.Join(header, ","), Allowed: strings.Join(columns, ",")})
		return nil
	}
	var out []line
	for {
		record, err := records.Read()
		if err == io.EOF {
			return out
		}
		var syntax *csv.ParseError
		if errors.As(err, &syntax) {
			r.problems = append(r.problems, Problem{File: file, Line: syntax.StartLine, Found: syntax.Err.Error(), Allowed: "成对的引号"})
			return out
		}
		number, _ := records.FieldPos(0)
		if len(record) != len(columns) {
			r.problems = append(r.problems, Problem{File: file, Line: number, Found: fmt.Sprintf("%d 列", len(record)), Allowed: fmt.Sprintf("%d 列", len(columns))})
			continue
		}
		l := line{file, number, map[string]string{}}
		for i, name := range header {
			l.fields[name] = strings.TrimSpace(record[i])
		}
		out = append(out, l)
	}
}

func sameColumns(header, columns []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(header)), slices.Sorted(slices.Values(columns)))
}

func (r *reader) agency(l line, order int) {
	f := l.fields
	a := Agency{ID: f["id"], RegionCode: f["region_code"], RegionName: r.filled(l, "region_name"), Name: r.filled(l, "name"),
		ShortName: f["short_name"], Former: r.formerNames(l), Aliases: split(f["aliases"]), Type: r.oneOf(l, "type", typeKeys()),
		Level: r.oneOf(l, "level", levels), ParentID: f["parent"], ValidFrom: r.year(l, "valid_from"), ValidTo: r.year(l, "valid_to"),
		MustReport: r.yes(l, "must_report"), InRollup: r.yes(l, "in_rollup"), Deadline: f["deadline"], Simulated: r.yes(l, "simulated"), Order: order}
	if a.ShortName == "" {
		a.ShortName = a.Name
	}
	r.identity(l, a)
	if a.ValidFrom != 0 && a.ValidTo != 0 && a.ValidFrom > a.ValidTo {
		r.problem(l, "valid_to", "不早于 valid_from 的年份")
	}
	if _, err := time.Parse(time.DateOnly, "2024-"+a.Deadline); a.Deadline != "" && err != nil {
		r.problem(l, "deadline", "MM-DD 或空")
	}
	r.registry.Agencies = append(r.registry.Agencies, a)
}

// identity checks the id and the region that it starts with.
func (r *reader) identity(l line, a Agency) {
	if !regionCode.MatchString(a.RegionCode) {
		r.problem(l, "region_code", "6 位或 9 位数字")
	}
	if rest, ok := strings.CutPrefix(a.ID, a.RegionCode+"-"); !ok || !slug.MatchString(rest) {
		r.problem(l, "id", "<region_code>-<小写字母、数字、短横>")
	}
	if first, taken := r.lines[a.ID]; taken {
		r.problem(l, "id", fmt.Sprintf("未用过的编号（第%d行已用）", first))
	}
	r.lines[a.ID] = l.number
	if name, ok := r.regions[a.RegionCode]; ok && name != a.RegionName {
		r.problem(l, "region_name", "同一 region_code 的同一名称“"+name+"”")
	} else {
		r.regions[a.RegionCode] = a.RegionName
	}
}

// parents checks that each parent exists, which only the whole file tells.
func (r *reader) parents() {
	for _, a := range r.registry.Agencies {
		if _, ok := r.lines[a.ParentID]; a.ParentID != "" && (!ok || a.ParentID == a.ID) {
			r.problems = append(r.problems, Problem{AgenciesFile, r.lines[a.ID], "parent", a.ParentID, "本表中另一单位的 id，或空"})
		}
	}
}

func (r *reader) event(l line) {
	f := l.fields
	e := Event{PredecessorID: f["predecessor_id"], SuccessorID: f["successor_id"], EffectiveDate: f["effective_date"],
		Kind: r.oneOf(l, "kind", eventKinds), Note: f["note"], SourceURL: f["source_url"], Verified: r.yes(l, "verified")}
	for _, column := range []string{"predecessor_id", "successor_id"} {
		if _, ok := r.lines[f[column]]; f[column] != "" && !ok {
			r.problem(l, column, AgenciesFile+" 中的 id，或空")
		}
	}
	if e.PredecessorID == "" && e.SuccessorID == "" {
		r.problem(l, "predecessor_id", "两个编号至少填一个")
	}
	if _, err := time.Parse(time.DateOnly, e.EffectiveDate); err != nil {
		r.problem(l, "effective_date", "YYYY-MM-DD")
	}
	r.registry.Events = append(r.registry.Events, e)
}

func (r *reader) filled(l line, column string) string {
	if l.fields[column] == "" {
		r.problem(l, column, "非空")
	}
	return l.fields[column]
}

func (r *reader) oneOf(l line, column string, allowed []string) string {
	if !slices.Contains(allowed, l.fields[column]) {
		r.problem(l, column, strings.Join(allowed, "、")+"之一")
	}
	return l.fields[column]
}

func (r *reader) yes(l line, column string) bool {
	return r.oneOf(l, column, []string{"yes", "no"}) == "yes"
}

// year reads a report year; empty is 0, open.
func (r *reader) year(l line, column string) int {
	s := l.fields[column]
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1949 || n > 2999 {
		r.problem(l, column, "四位年份或空")
	}
	return n
}

// formerNames reads 旧名[2019..2021]|更旧名[..2018]; a name without years is
// open on both sides.
func (r *reader) formerNames(l line) []FormerName {
	var out []FormerName
	for _, part := range split(l.fields["former_names"]) {
		m := dated.FindStringSubmatch(part)
		if m == nil {
			if strings.ContainsAny(part, "[]") {
				r.problem(l, "former_names", "旧名[2019..2021]，多个用|分开")
			}
			out = append(out, FormerName{Name: part})
			continue
		}
		from, _ := strconv.Atoi(m[2])
		to, _ := strconv.Atoi(m[3])
		if from != 0 && to != 0 && from > to {
			r.problem(l, "former_names", "起始年不晚于终止年")
		}
		out = append(out, FormerName{strings.TrimSpace(m[1]), from, to})
	}
	return out
}

func split(s string) []string {
	var out []string
	for _, part := range strings.Split(s, "|") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func typeKeys() []string {
	var out []string
	for _, t := range data.AgencyTypes() {
		out = append(out, t.Key)
	}
	return out
}
