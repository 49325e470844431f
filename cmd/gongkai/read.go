package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"gongkai/ingest"
	"gongkai/ingest/report"
)

// gongkai read [--json] FILE... prints what is in files and stores nothing.
func newRead(_ *rootFlags) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "read FILE...",
		Short: "读出文件里有什么，不保存",
		Example: `  gongkai read 年报.docx
  gongkai read --json *.html > 读出.ndjson`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return readFiles(cmd.OutOrStdout(), args, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "每个文件输出一行 JSON")
	return cmd
}

func readFiles(out io.Writer, names []string, asJSON bool) error {
	doubts := false
	for _, name := range names {
		r := readFile(name)
		doubts = doubts || r.Error != nil || len(r.Held) > 0
		if asJSON {
			encoder := json.NewEncoder(out)
			encoder.SetEscapeHTML(false)
			if err := encoder.Encode(r); err != nil {
				return fmt.Errorf("writing JSON: %w", err)
			}
			continue
		}
		printReport(out, r)
	}
	if doubts {
		return &exitError{code: exitDoubts}
	}
	return nil
}

func readFile(name string) *report.Report {
	r, err := ingest.ReadFile(name)
	if err != nil {
		r = &report.Report{File: name, Error: &report.Rejected{Code: "cannot_open", Message: err.Error(), Hint: "请检查文件名和权限"}}
		r.Normalize()
	}
	return r
}

// printReport says in words what a file holds.
func printReport(out io.Writer, r *report.Report) {
	fmt.Fprintf(out, "%s\n", r.File)
	if e := r.Error; e != nil {
		fmt.Fprintf(out, "  不能读取（%s）%s：%s\n  怎么办：%s\n", e.Code, at(e.Place), e.Message, e.Hint)
		return
	}
	agency, year, edition := "未写明", "未写明", "不能确定"
	if r.Agency != nil {
		agency = r.Agency.Name
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
	for _, o := range r.Observations {
		if o.Status == report.Unreadable {
			fmt.Fprintf(out, "  待核 %s%s：%q\n", o.Code, at(o.At), o.Raw)
		}
	}
	for _, h := range r.Held {
		fmt.Fprintf(out, "  待人工确认（%s）%s：%s\n", h.Code, at(h.Place), h.Message)
	}
}

func at(place string) string {
	if place == "" {
		return ""
	}
	return "（" + place + "）"
}
