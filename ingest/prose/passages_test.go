package prose

import (
	"os"
	"strings"
	"testing"
)

// Passages as reports word them, made up by us, with what a person reads in
// them: numbers that are the body's own for the year, and what a rule would ask
// about. A number that is not listed must not be read, because a rule would
// hold it against the tables.
func TestPassages(t *testing.T) {
	content, err := os.ReadFile("testdata/passages.txt")
	if err != nil {
		t.Fatal(err)
	}
	passages := strings.Split(strings.TrimSpace(string(content)), "\n\n")
	if len(passages) < 200 {
		t.Errorf("only %d passages", len(passages))
	}
	for _, p := range passages {
		lines := strings.Split(p, "\n")
		name, agency, _ := strings.Cut(lines[0], " ")
		t.Run(name, func(t *testing.T) {
			text := agency + "2023年政府信息公开工作年度报告\n一、总体情况\n"
			want := map[string]string{}
			for _, l := range lines[1:] {
				switch head, rest, _ := strings.Cut(l, " "); head {
				case "说":
					want["figures"] = rest
				case "提":
					want["mentions"] = rest
				case "五":
					text += "五、存在的主要问题及改进情况\n" + rest + "\n"
				case "六":
					text += "六、其他需要报告的事项\n" + rest + "\n"
				default:
					text += l + "\n"
				}
			}
			facts := documentOf(text).Facts()
			if got := figureList(facts); got != want["figures"] {
				t.Errorf("figures\n got %s\nwant %s", got, want["figures"])
			}
			if got := asked(facts); got != want["mentions"] {
				t.Errorf("mentions\n got %s\nwant %s", got, want["mentions"])
			}
		})
	}
}

// asked lists the mentions that make findings: years of data and of work, other
// bodies, and percentages.
func asked(facts Facts) string {
	var out []string
	for _, m := range strings.Fields(mentionList(facts, "year", "body", "percent")) {
		if !strings.HasPrefix(m, "year=") || strings.HasSuffix(m, "/data") || strings.HasSuffix(m, "/work") {
			out = append(out, m)
		}
	}
	return strings.Join(out, " ")
}
