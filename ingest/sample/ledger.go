package sample

import (
	"math/rand/v2"

	"gongkai/data"
)

// figures are the numbers of one report by cell code: counts as they are,
// money in 元.
type figures map[string]int64

// columns of table 3, and how often each kind of applicant asks.
var columns = []struct {
	key    string
	weight int
}{
	{"natural_person", 880}, {"company", 78}, {"research_institution", 4},
	{"public_welfare_org", 6}, {"legal_service_org", 21}, {"other_org", 11},
}

// outcomes of a request, and how often each happens.
var outcomes = []struct {
	key    string
	weight int
}{
	{"outcome.disclosed", 340}, {"outcome.partial", 92},
	{"refused.state_secret", 3}, {"refused.law_prohibited", 7}, {"refused.three_security_one_stability", 3},
	{"refused.third_party_rights", 15}, {"refused.internal_affairs", 12}, {"refused.process_info", 15},
	{"refused.enforcement_file", 26}, {"refused.administrative_query", 18},
	{"unavailable.not_held", 246}, {"unavailable.needs_creation", 38}, {"unavailable.unclear_after_correction", 9},
	{"unprocessed.petition_complaint", 52}, {"unprocessed.duplicate", 31}, {"unprocessed.publication", 2},
	{"unprocessed.excessive_repeated", 3}, {"unprocessed.confirm_or_reissue", 8},
	{"other.correction_overdue", 22}, {"other.fee_overdue", 2}, {"other.misc", 18},
	{carriedForward, 38},
}

const carriedForward = "carried_forward"

// ledger is what a body takes from one year to the next.
type ledger struct {
	body    *agency
	rng     *rand.Rand
	pending map[string]int64 // requests not concluded at the end of the year, by column
	stock   int64            // normative documents in force
	public  int64            // normative documents publicly available, edition 2019
	items   map[string]int64 // catalogue items by row, edition 2019
}

func newLedger(a *agency, rng *rand.Rand) *ledger {
	l := &ledger{body: a, rng: rng, pending: map[string]int64{}, stock: a.volume.stock, public: a.volume.stock, items: map[string]int64{}}
	l.items["licensing"] = min(a.volume.licensing, 6+a.volume.licensing/200)
	l.items["other_service"] = min(a.volume.requests, 4+a.volume.requests/20)
	l.items["penalty"] = min(a.volume.penalty*9, 60+a.volume.penalty/40)
	l.items["coercion"] = min(a.volume.coercion, 3+a.volume.coercion/30)
	if a.volume.feeYuan > 0 {
		l.items["fee"] = 3
	}
	return l
}

// inherit takes over what a merged body left.
func (l *ledger) inherit(from *ledger) {
	for column, n := range from.pending {
		l.pending[column] += n
	}
	l.stock += from.stock
	l.public += from.public
	for row, n := range from.items {
		l.items[row] += n
	}
}

// growth is the county's activity in a year against 2022, in per cent.
func growth(year int) int64 {
	known := map[int]int64{2019: 68, 2020: 74, 2021: 91, 2022: 100, 2023: 117, 2024: 128, 2025: 122}
	if g, ok := known[year]; ok {
		return g
	}
	return 125
}

// about returns a number near n, scaled by the year's activity. Small numbers
// vary freely, and a body that never does a thing never does it.
func (l *ledger) about(n int64, year int) int64 {
	if n == 0 {
		return 0
	}
	scaled := n * growth(year) * (85 + l.rng.Int64N(31)) / 10000
	return max(0, scaled+l.rng.Int64N(3)-1)
}

func (l *ledger) year(year int, lastYear bool) figures {
	f := figures{}
	for number := 2; number <= 4; number++ {
		for _, c := range data.FormTable(number, data.EditionFor(year)).Cells {
			f[c.Code] = 0
		}
	}
	edition := data.EditionFor(year)
	l.requests(f, year, edition, lastYear)
	l.disputes(f, year)
	if edition == "2019" {
		l.proactive2019(f, year)
	} else {
		l.proactive2021(f, year)
	}
	return f
}

// requests draws every request by itself: its applicant, and how it ended or
// that it was carried forward. Sums and balances follow from that.
func (l *ledger) requests(f figures, year int, edition string, lastYear bool) {
	carried := map[string]int64{}
	for _, c := range columns {
		n := l.pending[c.key]
		add(f, "carried_over", c.key, n)
		for range n {
			l.conclude(f, c.key, edition, carried, false)
		}
	}
	received := l.about(l.body.volume.requests, year)
	if lastYear && l.body.ValidTo == year {
		received = max(received, 3) // a body that is about to merge leaves something to carry over
	}
	for i := range received {
		column := columns[l.pick(len(columns), func(i int) int { return columns[i].weight })].key
		add(f, "new_received", column, 1)
		l.conclude(f, column, edition, carried, l.body.ValidTo == year && i == 0)
	}
	l.pending = carried
}

func (l *ledger) conclude(f figures, column, edition string, carried map[string]int64, carry bool) {
	outcome := outcomes[l.pick(len(outcomes), func(i int) int { return outcomes[i].weight })].key
	if carry {
		outcome = carriedForward
	}
	if l.body.quiet && outcome == carriedForward {
		outcome = "outcome.disclosed"
	}
	if outcome == carriedForward {
		add(f, carriedForward, column, 1)
		carried[column]++
		return
	}
	if edition == "2019" && (outcome == "other.correction_overdue" || outcome == "other.fee_overdue" || outcome == "other.misc") {
		outcome = "other.combined_2019"
	}
	add(f, outcome, column, 1)
	add(f, "outcome.total", column, 1)
}

// add counts n in a row's column and in its total.
func add(f figures, row, column string, n int64) {
	f["applications."+row+"."+column] += n
	f["applications."+row+".total"] += n
}

func (l *ledger) pick(n int, weight func(int) int) int {
	sum := 0
	for i := range n {
		sum += weight(i)
	}
	left := l.rng.IntN(sum)
	for i := range n {
		if left -= weight(i); left < 0 {
			return i
		}
	}
	return n - 1
}
