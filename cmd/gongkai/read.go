package main

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"gongkai/ingest"
	"gongkai/ingest/archive"
	"gongkai/ingest/registry"
	"gongkai/ingest/report"
)

// gongkai read [--json] FILE... prints what is in files and stores nothing.
func newRead(flags *rootFlags) *cobra.Command {
	var asJSON, ocr bool
	cmd := &cobra.Command{
		Use:   "read FILE...",
		Short: "读出文件里有什么，不保存",
		Example: `  gongkai read 年报.docx
  gongkai read --json *.html > 读出.ndjson
  gongkai read --ocr 扫描件.pdf`,
		Args: needs(1, "要读的文件"),
		RunE: func(cmd *cobra.Command, args []string) error {
			names, err := homeNames(flags.home)
			if err != nil {
				return err
			}
			pool, err := ingest.NewPool()
			if err != nil {
				return err
			}
			defer pool.Close()
			return readFiles(cmd.OutOrStdout(), args, readerOf(pool, ocr, cmd.ErrOrStderr()), names, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "每个文件输出一行 JSON")
	ocrFlag(cmd, &ocr)
	return cmd
}

// homeNames returns the names of the home's registry; a home that does not
// exist has none.
func homeNames(home string) (*registry.Names, error) {
	reg, err := ingest.LoadRegistry(archive.Open(home))
	if err != nil {
		return nil, fmt.Errorf("读单位名录：%w", err)
	}
	return reg.Names(), nil
}

func readFiles(out io.Writer, files []string, read reader, names *registry.Names, asJSON bool) error {
	doubts := false
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for _, name := range files {
		for _, r := range readFile(name, read) {
			ingest.Identify(r, names, time.Now().Year())
			doubts = doubts || r.Error != nil || len(r.Held) > 0
			if !asJSON {
				printReport(out, r)
			} else if err := encoder.Encode(r); err != nil {
				return fmt.Errorf("writing JSON: %w", err)
			}
		}
	}
	if doubts {
		return &exitError{code: exitDoubts}
	}
	return nil
}

func readFile(name string, read reader) []*report.Report {
	reports, err := ingest.ReadFile(name, read)
	if err != nil {
		r := &report.Report{File: name, Error: &report.Rejected{Code: "cannot_open", Message: err.Error(), Hint: "请检查文件名和权限"}}
		r.Normalize()
		return []*report.Report{r}
	}
	return reports
}

// printReport says in words what a file holds.
func printReport(out io.Writer, r *report.Report) {
	fmt.Fprintf(out, "%s\n", oneLine(r.File))
	if e := r.Error; e != nil {
		fmt.Fprintf(out, "  不能读取（%s）%s：%s\n  怎么办：%s\n", e.Code, at(e.Place), oneLine(e.Message), e.Hint)
		return
	}
	agency, year, edition := "未写明", "未写明", "不能确定"
	if r.Agency != nil {
		agency = oneLine(r.Agency.Name)
	}
	if r.Year != nil {
		year = fmt.Sprint(*r.Year)
	}
	if r.Edition != nil {
		edition = *r.Edition
	}
	fmt.Fprintf(out, "  单位 %s  年度 %s  版式 %s  格式 %s  部分 %d 个\n", agency, year, edition, r.Format, len(r.Sections))
	count := map[report.Status]int{}
	for _, o := range r.Observations {
		count[o.Status]++
	}
	fmt.Fprintf(out, "  单元格 %d：数字 %d，未填 %d，不适用 %d，待核 %d，缺 %d\n", len(r.Observations),
		count[report.Reported], count[report.Blank], count[report.NotApplicable], count[report.Unreadable], count[report.Absent])
	printUnreadable(out, r.Observations)
	for _, h := range r.Held {
		fmt.Fprintf(out, "  待人工确认（%s）%s：%s\n", h.Code, at(h.Place), oneLine(h.Message))
	}
	for _, n := range r.Notes {
		fmt.Fprintf(out, "  提醒（%s）%s：%s\n", n.Code, at(n.Place), oneLine(n.Message))
	}
}

// printUnreadable names the cells that have no certain number; those of one
// row stand at one place and share a line.
func printUnreadable(out io.Writer, observations []report.Observation) {
	for i := 0; i < len(observations); i++ {
		o := observations[i]
		if o.Status != report.Unreadable {
			continue
		}
		n := 1
		for ; i+1 < len(observations) && observations[i+1].Status == report.Unreadable && observations[i+1].At == o.At; i++ {
			n++
		}
		fmt.Fprintf(out, "  待核 %s 起 %d 格%s：%q\n", o.Code, n, at(o.At), o.Raw)
	}
}

func at(place string) string {
	if place == "" {
		return ""
	}
	return "（" + oneLine(place) + "）"
}
