package dashboard

import (
	"fmt"
	"strings"

	"gongkai/analytics"
)

// Bar is a bar in a table, drawn by the server: it needs no script.
type Bar struct {
	Width string // of 200
	Color string
}

func newBar(v analytics.Value, m analytics.Measure, high analytics.Number) *Bar {
	if !hasNumber(v, m) || high <= 0 || *v.Number < 0 {
		return nil
	}
	b := &Bar{Width: fmt.Sprintf("%.1f", v.Number.Float()/high.Float()*200), Color: blue}
	if m.IsRate() && v.Sample == analytics.Small {
		b.Color = paleBlue
	}
	return b
}

// Spark is a body's own last years: runs of joined points, dots for years
// without a neighbour and for the last one. A missing year is a gap.
type Spark struct {
	Label  string
	Runs   []string
	Dots   []Dot
	BreakX string
}

// Dot is one year of a spark line.
type Dot struct{ X, Y, R string }

func newSpark(history []analytics.HistoryPoint, m analytics.Measure, breakYear int) *Spark {
	var high, low float64
	numbers := 0
	var words []string
	for _, p := range history {
		if hasNumber(p.Value, m) {
			high, low = max(high, p.Number.Float()), min(low, p.Number.Float())
			numbers++
		}
		words = append(words, fmt.Sprint(p.Year, " ", shown(p.Value, m)))
	}
	if numbers == 0 || len(history) < 2 {
		return nil
	}
	if high == low {
		high = low + 1
	}
	s := &Spark{Label: strings.Join(words, word("list.comma"))}
	step := 88 / float64(len(history)-1)
	x := func(i int) string { return fmt.Sprintf("%.1f", 4+float64(i)*step) }
	y := func(n analytics.Number) string { return fmt.Sprintf("%.1f", 21-(n.Float()-low)/(high-low)*18) }
	var run []string
	for i, p := range history {
		if i > 0 && p.Year == breakYear {
			s.BreakX = fmt.Sprintf("%.1f", 4+(float64(i)-0.5)*step)
		}
		if i > 0 && !p.JoinsPrevious {
			s.endRun(run)
			run = nil
		}
		if hasNumber(p.Value, m) {
			run = append(run, x(i)+","+y(*p.Number))
			if i == len(history)-1 {
				s.Dots = append(s.Dots, Dot{x(i), y(*p.Number), "2.6"})
			}
		}
	}
	s.endRun(run)
	return s
}

func (s *Spark) endRun(run []string) {
	switch len(run) {
	case 0:
	case 1:
		px, py, _ := strings.Cut(run[0], ",")
		s.Dots = append(s.Dots, Dot{px, py, "1.8"})
	default:
		s.Runs = append(s.Runs, strings.Join(run, " "))
	}
}
