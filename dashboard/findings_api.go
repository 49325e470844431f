package dashboard

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/analytics"

	"github.com/gofiber/fiber/v2"
)

// findingsLimit is how many findings one answer holds. More are refused with
// the keys that narrow the question: nothing is cut silently.
const findingsLimit = 100_000

// findingKeys are the keys of /api/v1/findings.
var findingKeys = []string{"y", "a", "rule", "s", "sev"}

// badKeys refuses an address of the API with the parts it does not know.
type badKeys struct{ parts []string }

func (e *badKeys) Error() string { return "unknown keys or values: " + strings.Join(e.parts, ", ") }

// findingsJSON and findingsCSV answer /api/v1/findings: all that the rules say,
// narrowed by what is asked, of all regions unless r names one.
func (s *server) findingsJSON(c *fiber.Ctx) error { return s.findingsAPI(c, false) }

func (s *server) findingsCSV(c *fiber.Ctx) error { return s.findingsAPI(c, true) }

func (s *server) findingsAPI(c *fiber.Ctx, csv bool) error {
	snap, release := s.Current()
	defer release()
	if snap == nil {
		return errNoVersion
	}
	etag, known := s.known(c, snap)
	if known {
		return c.SendStatus(fiber.StatusNotModified)
	}
	ctx, cancel := context.WithTimeout(context.Background(), buildTimeout)
	defer cancel()
	facts, err := s.facts.of(ctx, snap)
	if err != nil {
		return err
	}
	q := parseQuery(c, findingKeys, facts)
	if len(q.Notices) > 0 {
		return &badKeys{q.Notices}
	}
	if c.Query("r") == "" {
		q.Region = "" // no region asked: all of them, unregistered bodies too
	}
	if c.Query("s") == "" {
		q.State = "all"
	}
	if c.Query("sev") == "" {
		q.Severity = "all"
	}
	key := fmt.Sprint(snap.Version, " api findings?", q.canonical(facts), " r=", q.Region, " ", csv)
	b, err := s.cache.get(key, func(ctx context.Context) (*body, error) { return findingsBody(ctx, snap, q, facts, csv) })
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderETag, etag)
	return s.send(c, b, nil)
}

func findingsBody(ctx context.Context, snap *Snapshot, q query, facts *facts, csv bool) (*body, error) {
	list, err := snap.Answers.Findings(ctx, q.findingFilter(analytics.Years{From: q.From, To: q.To}))
	if err != nil {
		return nil, err
	}
	if len(list) > findingsLimit {
		return nil, fiber.ErrRequestEntityTooLarge
	}
	if !csv {
		plain, err := findingsEnvelope(list, snap, q, facts)
		return &body{contentType: "application/json; charset=utf-8", plain: plain}, err
	}
	var out bytes.Buffer
	w := newCSVWriter(&out, q.Excel)
	if err := w.write(append(slices.Clone(analytics.FindingColumns), "data_version")); err != nil {
		return nil, err
	}
	for i := range list {
		if err := w.write(append(list[i].Record(), snap.Version)); err != nil {
			return nil, err
		}
	}
	err = w.flush()
	return &body{contentType: "text/csv; charset=utf-8", plain: out.Bytes(), fileName: word("data.file.findings") + "_" + snap.Version + ".csv"}, err
}

// findingsEnvelope is the answer as JSON: numbers as numbers, cells as a list,
// what is not there as null.
func findingsEnvelope(list []analytics.Finding, snap *Snapshot, q query, facts *facts) ([]byte, error) {
	data := make([]map[string]any, 0, len(list))
	for i := range list {
		f, row := &list[i], map[string]any{}
		for k, field := range f.Record() {
			row[analytics.FindingColumns[k]] = field
			if field == "" {
				row[analytics.FindingColumns[k]] = nil
			}
		}
		row["year"], row["cells"], row["simulated"] = f.Year, f.Cells, f.Simulated
		if f.Difference != nil {
			row["diff"] = json.Number(f.Difference.String())
		}
		data = append(data, row)
	}
	filters := map[string]string{}
	for _, pair := range strings.Split(q.canonical(facts), "&") {
		if key, value, ok := strings.Cut(pair, "="); ok && key != "bom" {
			filters[key] = value
		}
	}
	return json.Marshal(map[string]any{"ok": true, "data": data, "meta": map[string]any{"count": len(list), "truncated": false, "next": nil,
		"generated_at": snap.Published.UTC().Format(time.RFC3339), "data_version": snap.Version, "filters": filters}})
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
	c.Set(fiber.HeaderContentType, "application/json; charset=utf-8")
	return c.Status(code).JSON(map[string]any{"ok": false, "status": code, "error": word(key), "errors": parts,
		"keys": append(slices.Clone(findingKeys), "r", "bom"), "request_id": requestID(c)})
}
