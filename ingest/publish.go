package ingest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"gongkai/ingest/archive"
	"gongkai/ingest/registry"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// newlyPublished lists the sources whose reports no version showed before.
func newlyPublished(candidates []*candidate) []string {
	var out []string
	for _, c := range candidates {
		if c.outcome == Published && c.adopted == 0 {
			out = append(out, c.sha)
		}
	}
	slices.Sort(out)
	return out
}

// publish builds, verifies and publishes a version unless readers see the same
// contents already. It returns the version that they see afterwards. What other
// builds of the program read is not needed any more then.
func (r *run) publish(ctx context.Context, k *known, reg *registry.Registry, adopted []string) (version string, changed bool, err error) {
	version, changed, err = r.publishChange(ctx, k, reg, adopted)
	if err == nil && r.writer != nil {
		r.options.step("publish: prune parsed")
		r.writer.PruneParsed(parsedSuffix(r.options.Program))
	}
	return version, changed, err
}

func (r *run) publishChange(ctx context.Context, k *known, reg *registry.Registry, adopted []string) (version string, changed bool, err error) {
	current, err := r.home.Current()
	if err != nil && !errors.Is(err, archive.ErrNoVersion) {
		return "", false, err
	}
	name := ""
	if current != nil {
		name = current.Name
	}
	content := r.contentOf(k, reg)
	digest := content.Digest()
	same := current != nil && current.Content == digest && current.Notice == "" ||
		current == nil && nothing(content)
	if same || r.writer == nil {
		return name, !same, nil
	}
	path := r.writer.Work("version.duckdb")
	r.options.step("build: start")
	meant, err := warehouse.Build(ctx, path, content, r.options.Derive)
	if err != nil {
		return "", false, errors.Join(err, removeAll(path))
	}
	r.options.step("verify: start")
	facts, err := warehouse.Verify(ctx, path, meant)
	if err != nil {
		return "", false, errors.Join(err, removeAll(path))
	}
	r.options.step("verify: end")
	published, err := r.writer.Publish(path, archive.Manifest{Program: r.options.Program, DuckDB: facts.DuckDB, Content: digest,
		Seq: k.seq, Adopted: adopted, Tables: tablesOf(facts)})
	if err != nil {
		return "", false, err
	}
	return published.Name, true, nil
}

// nothing tells contents that are not worth a first version.
func nothing(c warehouse.Content) bool {
	return len(c.Filed)+len(c.Held)+len(c.Rejected)+len(c.Registry.Agencies) == 0
}

// removeAll deletes an unfinished database and what lies beside it.
func removeAll(path string) error {
	paths, err := filepath.Glob(path + "*")
	for _, p := range paths {
		err = errors.Join(err, os.RemoveAll(p))
	}
	return err
}

// contentOf is what a version of all that is known holds. Cells and texts of a
// report are loaded when they are written.
func (r *run) contentOf(k *known, reg *registry.Registry) warehouse.Content {
	content := warehouse.Content{Program: r.options.Program, Seq: k.seq, Registry: reg, Verdicts: k.verdictList()}
	content.Load = func(f *warehouse.Filed) (*report.Report, error) { return r.whole(k.bySHA[f.Report.SHA256]) }
	for _, c := range k.candidates {
		switch c.outcome {
		case Published:
			content.Filed = append(content.Filed, warehouse.Filed{Report: c.report, Body: c.body, Revision: c.revision, Current: c.current,
				ReceivedOn: c.receivedOn, FileName: c.name})
		case Held:
			content.Held = append(content.Held, heldRows(c)...)
		case Rejected:
			content.Rejected = append(content.Rejected, warehouse.Rejected{SHA256: c.sha, FileName: c.name, Reason: *c.report.Error})
		}
	}
	return content
}

func heldRows(c *candidate) []warehouse.Held {
	row := warehouse.Held{SHA256: c.sha, FileName: c.name}
	if c.report.Agency != nil {
		row.AgencyID, row.AgencyName = c.report.Agency.ID, c.report.Agency.Name
	}
	if c.report.Year != nil {
		row.Year = *c.report.Year
	}
	var out []warehouse.Held
	for _, reason := range c.reasons() {
		row.Reason = reason
		out = append(out, row)
	}
	return out
}

func tablesOf(facts warehouse.Facts) map[string]archive.Table {
	out := map[string]archive.Table{}
	for name, t := range facts.Tables {
		out[name] = archive.Table{Rows: t.Rows, Hash: t.Hash}
	}
	return out
}
