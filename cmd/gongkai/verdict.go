package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/ingest"
	"gongkai/ingest/archive"
	"gongkai/ingest/report"
	"gongkai/ingest/warehouse"
)

// gongkai verdict FINDING WORD says what a person thinks of a finding.
func newVerdict(flags *rootFlags) *cobra.Command {
	var v report.Verdict
	var withdraw, asJSON bool
	cmd := &cobra.Command{
		Use:   "verdict [FINDING confirmed|explained|our_error]",
		Short: "对一条核对结果下结论：属实、已说明、读取有误；不写参数则列出已有结论",
		Example: `  gongkai verdict 3fa9c01b2d4e explained --reason 年中有单位并入 --by 王某
  gongkai verdict 3fa9c01b2d4e --withdraw --by 王某
  gongkai verdict`,
		Args: func(cmd *cobra.Command, args []string) error {
			want := 2
			if withdraw {
				want = 1
			}
			if len(args) == 0 && !withdraw {
				return nil
			}
			return takes(want, "核对结果的编号（见 gongkai check）和结论："+strings.Join(ingest.VerdictWords, "、"))(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return listVerdicts(cmd.OutOrStdout(), flags.home, asJSON)
			}
			if len(args) == 2 {
				v.Verdict = args[1]
			}
			return giveVerdict(cmd.ErrOrStderr(), flags.home, strings.ToLower(args[0]), v)
		},
	}
	cmd.Flags().StringVar(&v.Reason, "reason", "", "理由，记入日志")
	cmd.Flags().StringVar(&v.By, "by", "", "下结论的人，记入日志")
	cmd.Flags().BoolVar(&withdraw, "withdraw", false, "撤回已有结论")
	cmd.Flags().BoolVar(&asJSON, "json", false, "列出时每条结论输出一行 JSON")
	return cmd
}

func giveVerdict(words io.Writer, home, id string, v report.Verdict) error {
	found, err := knownFinding(home, id)
	if err != nil {
		return err
	}
	options, done, err := runOptions()
	if err != nil {
		return err
	}
	defer done()
	// A verdict may be taken back after its finding is gone.
	if found == nil && v.Verdict != "" {
		return usageError("没有编号为 %q 的核对结果；只有已读入的年报才有（gongkai check 方括号里的编号，或质量页）", id)
	}
	summary, err := ingest.GiveVerdict(context.Background(), home, id, v, options)
	if errors.Is(err, ingest.ErrUndecidable) {
		return usageError("%v", err)
	}
	if err != nil {
		return writerError(err)
	}
	switch {
	case v.Verdict == "":
		fmt.Fprintf(words, "已撤回 %s 的结论。\n", id)
	default:
		fmt.Fprintf(words, "已记录：%s（%s %d 年 %s）%s。\n", id, oneLine(found.AgencyName), found.Year, found.Rule, data.VerdictWord(v.Verdict))
	}
	if summary.Changed {
		fmt.Fprintf(words, "已发布数据版本 %s。\n", summary.Version)
	}
	return nil
}

// knownFinding is the finding of that id in the current version, nil when there
// is none.
func knownFinding(home, id string) (*analytics.Finding, error) {
	found, err := homeFindings(home, analytics.FindingFilter{IDs: []string{id}})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// homeFindings asks the current version; a home without one has no findings.
func homeFindings(home string, filter analytics.FindingFilter) ([]analytics.Finding, error) {
	current, err := archive.Open(home).Current()
	if errors.Is(err, archive.ErrNoVersion) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	db, err := warehouse.Open(current.Path)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	return analytics.New(db).Findings(context.Background(), filter)
}

// givenVerdict is a verdict and the finding that it is about, as programs get it.
type givenVerdict struct {
	ID       string          `json:"id"`
	Verdict  report.Verdict  `json:"verdict"`
	Agency   string          `json:"agency"`
	AgencyID string          `json:"agency_id"`
	Year     int             `json:"year"`
	Finding  *report.Finding `json:"finding"` // null when it is not found any more
}

// listVerdicts lists every verdict in force, those without a finding last.
func listVerdicts(out io.Writer, home string, asJSON bool) error {
	verdicts, err := ingest.LoadVerdicts(archive.Open(home))
	if err != nil {
		return fmt.Errorf("读核对结论：%w", err)
	}
	found, err := homeFindings(home, analytics.FindingFilter{Verdicts: ingest.VerdictWords})
	if err != nil {
		return err
	}
	var list []givenVerdict
	for _, f := range found {
		p := plain(f)
		list = append(list, givenVerdict{f.ID, *p.Verdict, f.AgencyName, f.AgencyID, f.Year, &p})
	}
	for _, v := range verdicts {
		if !slices.ContainsFunc(found, func(f analytics.Finding) bool { return f.ID == v.FindingID }) {
			list = append(list, givenVerdict{ID: v.FindingID, Verdict: v.Verdict})
		}
	}
	if asJSON {
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		for _, g := range list {
			if err := encoder.Encode(g); err != nil {
				return fmt.Errorf("writing JSON: %w", err)
			}
		}
		return nil
	}
	for _, g := range list {
		fmt.Fprintf(out, "%s  %s  %s，%s：%s\n", g.ID, data.VerdictWord(g.Verdict.Verdict), oneLine(g.Verdict.By), g.Verdict.On, oneLine(g.Verdict.Reason))
		if g.Finding == nil {
			fmt.Fprintln(out, "  这条核对结果已不存在：年报已更正，或规则已改。")
			continue
		}
		fmt.Fprintf(out, "  %s %d 年 %s：%s\n", oneLine(g.Agency), g.Year, g.Finding.Rule, oneLine(g.Finding.Message))
	}
	if len(list) == 0 {
		fmt.Fprintln(out, "还没有人对核对结果下过结论。")
	}
	return nil
}
