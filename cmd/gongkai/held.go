package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/spf13/cobra"

	"gongkai/analytics"
	"gongkai/ingest"
	"gongkai/ingest/report"
)

// shownID is how many characters of a file's sha256 name it to a person.
const shownID = 10

// runOptions are the options of every command that reads the archive anew. The
// returned function ends the reading processes.
func runOptions() (ingest.Options, func(), error) {
	pool, err := ingest.NewPool()
	if err != nil {
		return ingest.Options{}, nil, err
	}
	return ingest.Options{Program: programID(), Workers: runtime.NumCPU(), Derive: analytics.Derive, Read: pool.Read,
		ReadRecognized: pool.ReadRecognized, Recognize: pool.Recognize}, pool.Close, nil
}

// gongkai held lists the reports that wait for a person.
func newHeld(flags *rootFlags) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "held",
		Short: "列出" + report.HeldWords + "的年报和原因",
		Example: `  gongkai held
  gongkai held --json`,
		Args: takes(0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			options, done, err := runOptions()
			if err != nil {
				return err
			}
			defer done()
			files, err := ingest.HeldFiles(context.Background(), flags.home, options)
			if err != nil {
				return err
			}
			if asJSON {
				encoder := json.NewEncoder(cmd.OutOrStdout())
				encoder.SetEscapeHTML(false)
				for _, f := range files {
					if err := encoder.Encode(f); err != nil {
						return fmt.Errorf("writing JSON: %w", err)
					}
				}
				return nil
			}
			printHeld(cmd.OutOrStdout(), files)
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "每份输出一行 JSON")
	return cmd
}

func printHeld(out io.Writer, files []ingest.HeldFile) {
	if len(files) == 0 {
		fmt.Fprintln(out, "没有"+report.HeldWords+"的年报。")
		return
	}
	for _, f := range files {
		fmt.Fprintf(out, "%s  %s\n", f.ID[:shownID], oneLine(f.Name))
		for _, r := range f.Reasons {
			fmt.Fprintf(out, "  %s%s\n    怎么办：%s\n", oneLine(r.Message), at(r.Place, r.Code), ingest.HeldHint(r.Code))
		}
		printDifferences(out, f.Differences)
	}
	fmt.Fprintln(out, "编号是每份开头的 10 个字符。采用：gongkai accept 编号 [--agency 单位编号] [--year 年度] [--revision]；不采用：gongkai reject 编号 --reason 原因")
}

func printDifferences(out io.Writer, differences []ingest.Difference) {
	for _, d := range differences {
		fmt.Fprintf(out, "  不同：%s，%s 是 %s，本份是 %s\n", cellWords([]string{d.Code}), oneLine(d.Other), sideWords(d.Left), sideWords(d.Right))
	}
}

// sideWords says in words what a side of a Difference is that is no number.
func sideWords(side string) string {
	switch side {
	case string(report.Blank):
		return "空白"
	case string(report.NotApplicable):
		return "“/”（不适用）"
	case string(report.Unreadable):
		return "待核"
	case string(report.Absent):
		return "缺这一格"
	case ingest.NotInEdition:
		return "没有（版式无此项）"
	}
	return side
}

// gongkai accept ID publishes a held report.
func newAccept(flags *rootFlags) *cobra.Command {
	d := ingest.Decision{Accept: true}
	cmd := &cobra.Command{
		Use:   "accept ID",
		Short: "采用一份" + report.HeldWords + "的年报",
		Example: `  gongkai accept 3fa9c01b2d --year 2023
  gongkai accept 3fa9c01b2d --agency 640323-gov-office`,
		Args: takes(1, "年报的编号（见 gongkai held）"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return decide(cmd.ErrOrStderr(), flags.home, args[0], d)
		},
	}
	cmd.Flags().StringVar(&d.Agency, "agency", "", "单位编号（见 gongkai agencies list）")
	cmd.Flags().IntVar(&d.Year, "year", 0, "年度")
	cmd.Flags().BoolVar(&d.Revision, "revision", false, "该单位该年度已有数字不同的年报时，确认这份是更正")
	cmd.Flags().StringVar(&d.Reason, "reason", "", "原因，记入日志")
	return cmd
}

// gongkai reject ID keeps a held report out for good.
func newReject(flags *rootFlags) *cobra.Command {
	var d ingest.Decision
	cmd := &cobra.Command{
		Use:     "reject ID",
		Short:   "不采用一份" + report.HeldWords + "的年报",
		Example: "  gongkai reject 3fa9c01b2d --reason 发错了文件",
		Args:    takes(1, "年报的编号（见 gongkai held）"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return decide(cmd.ErrOrStderr(), flags.home, args[0], d)
		},
	}
	cmd.Flags().StringVar(&d.Reason, "reason", "", "原因，必填，记入日志")
	return cmd
}

func decide(words io.Writer, home, id string, d ingest.Decision) error {
	options, done, err := runOptions()
	if err != nil {
		return err
	}
	defer done()
	decided, summary, err := ingest.Decide(context.Background(), home, id, d, options)
	if errors.Is(err, ingest.ErrUndecidable) {
		printDifferences(words, decided.File.Differences)
		return usageError("%v", err)
	}
	if err != nil {
		return writerError(err)
	}
	printDecided(words, decided, d)
	if summary.Changed {
		fmt.Fprintf(words, "已发布数据版本 %s。\n", summary.Version)
	}
	return nil
}

// printDecided says what was decided and what became of the report by it.
func printDecided(words io.Writer, decided ingest.Decided, d ingest.Decision) {
	verb, said := "不采用", "已记录"
	if d.Accept {
		verb = "采用"
	}
	if decided.Before {
		said = "早已记录"
	}
	f := decided.File
	fmt.Fprintf(words, "%s：%s %s。\n", said, verb, oneLine(f.Name))
	if f.Agency != nil && f.Year != nil {
		of := fmt.Sprintf("%s %d 年", oneLine(decided.Body), *f.Year)
		switch {
		case decided.Same != "":
			fmt.Fprintf(words, "它与 %s 逐格相同，算同一份。\n", oneLine(decided.Same))
		case decided.Outcome == ingest.Published && !decided.Current:
			fmt.Fprintf(words, "%s（%s）收为第 %d 版，但公开日期早于已发布的，数字仍以已发布的为准。\n", of, f.Agency.ID, decided.Revision)
		case decided.Outcome == ingest.Published && decided.Revision > 1:
			fmt.Fprintf(words, "%s（%s）改以这份为准，它是第 %d 版；原来的仍可查看。\n", of, f.Agency.ID, decided.Revision)
		case decided.Outcome == ingest.Published:
			fmt.Fprintf(words, "%s（%s）以这份为准。\n", of, f.Agency.ID)
		}
	}
	for _, name := range decided.Also {
		fmt.Fprintf(words, "因此发布：%s。\n", oneLine(name))
	}
	for _, name := range decided.Twins {
		fmt.Fprintf(words, "与它逐格相同的 %s 仍%s，见 gongkai held。\n", oneLine(name), report.HeldWords)
	}
}
