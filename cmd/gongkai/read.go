package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongkai/data"
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
		printRejected(out, e)
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
	printDoubts(out, r.Held, r.Notes)
}

// printRejected says why a file cannot be read, and what to do.
func printRejected(out io.Writer, e *report.Rejected) {
	fmt.Fprintf(out, "  %s：%s%s\n  怎么办：%s\n", report.RejectedWords, oneLine(e.Message), at(e.Place, e.Code), e.Hint)
}

// printDoubts says what a person must decide and what is to be known of a file.
func printDoubts(out io.Writer, held []report.Held, notes []report.Note) {
	for _, h := range held {
		fmt.Fprintf(out, "  %s：%s%s\n", report.HeldWords, oneLine(h.Message), at(h.Place, h.Code))
	}
	for _, n := range notes {
		fmt.Fprintf(out, "  提醒：%s%s\n", oneLine(n.Message), at(n.Place, n.Code))
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
		codes := []string{o.Code}
		for ; i+1 < len(observations) && observations[i+1].Status == report.Unreadable && observations[i+1].At == o.At; i++ {
			codes = append(codes, observations[i+1].Code)
		}
		fmt.Fprintf(out, "  待核 %d 格：%s%s，原文“%s”\n", len(codes), cellWords(codes), at(o.At, ""), oneLine(o.Raw))
	}
}

// at puts a place, and the code by which programs know what is said, behind the
// words.
func at(place, code string) string {
	words := strings.Trim(data.PlaceWords(place)+"；"+code, "；")
	if words == "" {
		return ""
	}
	return "（" + oneLine(words) + "）"
}
