package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"gongkai/ingest"
	"gongkai/ingest/archive"
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
			return readFiles(cmd, flags, args, ocr, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "每个文件输出一行 JSON")
	ocrFlag(cmd, &ocr)
	return cmd
}

// readTogether is how many files are read before they are judged and printed.
const readTogether = 200

// readFiles prints the files one after the other, with what the rules say of
// each by itself.
func readFiles(cmd *cobra.Command, flags *rootFlags, files []string, ocr, asJSON bool) error {
	j, err := homeJudge(archive.Open(flags.home))
	if err != nil {
		return err
	}
	j.alone = true
	pool, err := ingest.NewPool()
	if err != nil {
		return err
	}
	defer pool.Close()
	doubts := false
	batch := &drafts{}
	print := func() error {
		defer func() { batch = &drafts{} }()
		return printRead(cmd.Context(), cmd.OutOrStdout(), j, batch, asJSON)
	}
	_, err = ingest.ReadDrafts(cmd.Context(), files, ingest.ReadOptions{Read: readerOf(pool, ocr, cmd.ErrOrStderr()), Names: j.registry.Names(), ThisYear: time.Now().Year(),
		Workers: runtime.NumCPU(), Home: flags.home}, func(r *report.Report) error {
		doubts = doubts || r.Error != nil || len(r.Held) > 0
		if err := batch.add(r); err != nil || len(batch.list) < readTogether {
			return err
		}
		return print()
	})
	if err == nil {
		err = print()
	}
	if err == nil && doubts {
		return &exitError{code: exitDoubts}
	}
	return err
}

func printRead(ctx context.Context, out io.Writer, j *judge, batch *drafts, asJSON bool) error {
	if _, err := j.all(ctx, batch); err != nil {
		return err
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for _, one := range batch.list {
		if !asJSON {
			printReport(out, one.head)
			printFindings(out, one.findings, one.head.Observations, false)
			continue
		}
		r, err := batch.told(one)
		if err == nil {
			err = encoder.Encode(r)
		}
		if err != nil {
			return fmt.Errorf("writing JSON: %w", err)
		}
	}
	return nil
}

// printReport says in words what a file holds.
func printReport(out io.Writer, r *report.Report) {
	fmt.Fprintf(out, "%s\n", oneLine(r.File))
	if e := r.Error; e != nil {
		fmt.Fprintf(out, "  不能读取（%s）%s：%s\n  怎么办：%s\n", e.Code, at(e.Place), oneLine(e.Message), e.Hint)
		return
	}
	printHead(out, r)
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
