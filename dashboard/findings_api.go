package dashboard

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"gongkai/analytics"

	"github.com/gofiber/fiber/v2"
)

// findingsLimit is how many findings one answer holds. More are refused with
// the keys that narrow the question: nothing is cut silently.
const findingsLimit = 100_000

// findingKeys are the keys of /api/v1/findings.
var findingKeys = []string{"y", "a", "rule", "s", "sev"}

// errTooMany refuses more rows than an answer holds.
var errTooMany = fiber.ErrRequestEntityTooLarge

// badKeys refuses an address of the API with the parts it does not know.
type badKeys struct{ parts []string }

func (e *badKeys) Error() string { return "unknown keys or values: " + strings.Join(e.parts, ", ") }

// strict refuses what a page would ignore, and asks for everything unless the
// address narrows it: of all regions, unregistered bodies too, however findings
// stand and of every severity.
func (q *query) strict(c *fiber.Ctx) error {
	for key, value := range map[string]string{"view": q.View, "tab": q.Tab} {
		if value != "" {
			q.ignore(key + "=" + value)
		}
	}
	if len(q.Notices) > 0 {
		return &badKeys{q.Notices}
	}
	if c.Query("r") == "" {
		q.Region = ""
	}
	if c.Query("s") == "" {
		q.State = "all"
	}
	if c.Query("sev") == "" {
		q.Severity = "all"
	}
	return nil
}

// findings answers /api/v1/findings: what the rules say, narrowed by what is
// asked.
func (rq *request) findings(ctx context.Context) (*view, error) {
	years := analytics.Years{From: rq.query.From, To: rq.query.To}
	list, err := rq.snap.Answers.Findings(ctx, rq.query.findingFilter(years))
	if err != nil {
		return nil, err
	}
	if len(list) > findingsLimit {
		return nil, errTooMany
	}
	f := rq.newFrame(word("data.file.findings"))
	f.Filters = rq.askedOfFindings()
	f.Finding = say("data.list.finding", word("data.file.findings"), group(itoa(len(list))))
	f.Notes = []Sentence{say("quality.note.severity"), say("quality.note.verdict")}
	if slices.ContainsFunc(list, func(f analytics.Finding) bool { return f.Simulated }) {
		f.Simulated = word("simulated.some")
	}
	return &view{frame: f, tables: []*Table{findingsExport(list)}, file: word("data.file.findings")}, nil
}

// askedOfFindings says in words what the address asks for, in the place of the
// selections that a page has.
func (rq *request) askedOfFindings() []filter {
	q := rq.query
	asked := func(label, text, otherwise string) filter {
		if text == "" {
			text = word(otherwise)
		}
		return filter{Label: word(label), Options: []option{{Text: text, Selected: true}}}
	}
	var bodies []string
	for _, id := range q.Agencies {
		bodies = append(bodies, rq.agencyName(id))
	}
	return []filter{asked("bar.region", rq.facts.regions[q.Region].Name, "bar.anyregion"), asked("bar.year", yearsText(q.From, q.To), "bar.anyyear"),
		asked("bar.agency", strings.Join(bodies, word("list.mark")), "whole.any"), rq.ruleFilter(), rq.stateFilter(), rq.severityFilter()}
}

// failJSON answers an error of the API: one shape, no stack.
func failJSON(c *fiber.Ctx, code int, err error) error {
	parts := []map[string]string{}
	var bad *badKeys
	if errors.As(err, &bad) {
		for _, p := range bad.parts {
			param, _, _ := strings.Cut(p, "=")
			parts = append(parts, map[string]string{"param": param, "code": "unknown", "message": word("api.unknown", p)})
		}
	}
	key := "error." + strconv.Itoa(code)
	if _, ok := words()[key]; !ok {
		key = "error.other"
	}
	c.Set(fiber.HeaderContentType, jsonType)
	return c.Status(code).JSON(map[string]any{"ok": false, "status": code, "error": word(key), "errors": parts,
		"keys": append(slices.Clone(findingKeys), "r", "bom"), "request_id": requestID(c)})
}
