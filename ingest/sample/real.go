package sample

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"gongkai/data"
)

// WriteReal writes the sample of real reports into dir/reports and
// dir/registry from the three files kept in dir: sources.csv (which report
// becomes which file), figures.csv (cells as their agencies published them)
// and prose.csv (what the reports say in numbers, in sentences of our own).
func WriteReal(dir string) error {
	sources, err := ReadTable(filepath.Join(dir, "sources.csv"))
	if err != nil {
		return err
	}
	figures, err := ReadTable(filepath.Join(dir, "figures.csv"))
	if err != nil {
		return err
	}
	prose, err := ReadTable(filepath.Join(dir, "prose.csv"))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, "reports"), 0o755); err != nil {
		return fmt.Errorf("making the reports' folder: %w", err)
	}
	var agencies []*agency
	for _, source := range sources {
		r, err := realReport(source, figures, prose)
		if err != nil {
			return fmt.Errorf("making %s: %w", source["file"], err)
		}
		if len(agencies) == 0 || agencies[len(agencies)-1].ID != r.agency.ID {
			agencies = append(agencies, r.agency)
		}
		if err := writeReport(dir, r); err != nil {
			return fmt.Errorf("writing a real report: %w", err)
		}
	}
	return writeRegistry(filepath.Join(dir, "registry"), agencies, nil)
}

func (l Line) of(source Line) bool {
	return l["agency"] == source["agency"] && l["year"] == source["year"]
}

// unknown stands in a cell whose figure we do not have. It is no number, and a
// blank would say something that the agency did not.
const unknown = "…"

// realReport joins one report from the three files.
func realReport(source Line, figures, prose []Line) (*report, error) {
	year, err := strconv.Atoi(source["year"])
	if err != nil {
		return nil, fmt.Errorf("year: %w", err)
	}
	layout, err := choose([]string{source["layout"]})
	if err != nil {
		return nil, err
	}
	edition := data.EditionFor(year)
	r := &report{
		agency: realAgency(source), name: source["agency"], year: year, scope: source["scope"], published: source["published_on"],
		editions: map[int]string{2: edition, 3: edition, 4: edition}, cells: map[string]printed{},
		recipe: recipe{family: layout[0].Family, styles: map[string]Style{"layout": layout[0]}}, path: "reports/" + source["file"],
	}
	for _, facet := range facets[1:] {
		r.recipe.styles[facet] = defaultStyle(r.recipe.family, facet)
	}
	for _, f := range figures {
		if f.of(source) {
			r.cells[f["code"]] = printed{text: f["printed"]}
		}
	}
	if _, unsplit := r.cells["applications.other.combined_2019.total"]; unsplit {
		r.editions[3] = "2019"
	}
	r.eachCell(func(c data.Cell) {
		if _, known := r.cells[c.Code]; !known {
			r.cells[c.Code] = printed{text: unknown}
		}
	})
	r.sayReal(source, prose)
	return r, nil
}

func realAgency(source Line) *agency {
	return &agency{
		ID: source["agency_id"], RegionCode: source["region_code"], RegionName: source["region_name"], Name: source["agency"],
		ShortName: source["short_name"], Aliases: strings.FieldsFunc(source["aliases"], func(r rune) bool { return r == '|' }),
		Type: source["type"], Level: source["level"], MustReport: true, InRollup: source["scope"] == "own",
	}
}

// sayReal writes the six sections: our own words, the agency's figures.
func (r *report) sayReal(source Line, prose []Line) {
	r.titles = titleStyles["plain"](r.name, strconv.Itoa(r.year))
	r.before = []string{fmt.Sprintf("本文件是样例：表格中的数字和文字中的数字由%s公布，文字由本软件的编写者另行撰写。统计期限：%s。", r.name, r.period())}
	said := map[string]string{}
	for _, p := range prose {
		if p.of(source) {
			said[p["section"]] += p["sentence"]
		}
	}
	if said["other_matters"] == "" {
		said["other_matters"] = "无。"
	}
	r.sections = map[string][]string{
		"overview":      {said["overview"]},
		"problems":      {"本部分在原报告中为文字叙述，没有统计数字，样例不收录原文。"},
		"other_matters": {said["other_matters"]},
	}
}
