package sample

// disputes draws reviews and suits: a few in a hundred requests, and since
// 2024 no suit without a review before it.
func (l *ledger) disputes(f figures, year int) {
	workload := f["applications.new_received.total"]
	reviews := l.share(workload, 4)
	direct := l.share(workload, 1)
	if year >= 2024 {
		direct = 0
	}
	after := min(reviews, l.share(workload, 1))
	l.results(f, "review", reviews)
	l.results(f, "litigation_direct", direct)
	l.results(f, "litigation_after_review", after)
}

// share draws about per cent of n, by chance.
func (l *ledger) share(n int64, percent int64) int64 {
	count := int64(0)
	for range n {
		if l.rng.Int64N(100) < percent {
			count++
		}
	}
	return count
}

func (l *ledger) results(f figures, branch string, cases int64) {
	results := []string{"upheld", "upheld", "upheld", "upheld", "upheld", "corrected", "corrected", "other", "other", "pending"}
	for range cases {
		f["disputes."+branch+"."+results[l.rng.IntN(len(results))]]++
		f["disputes."+branch+".total"]++
	}
}

// proactive2021 fills table 2 of edition 2021; the stock of normative
// documents rolls forward.
func (l *ledger) proactive2021(f figures, year int) {
	v := l.body.volume
	issued := l.documents(year)
	repealed := int64(0)
	if stock := l.stock; stock > 0 {
		repealed = min(stock, l.rng.Int64N(1+stock/8+1))
	}
	if l.body.quiet {
		issued, repealed = 0, 0
	}
	l.stock += issued - repealed
	f["proactive.normative_doc.issued"] = issued
	f["proactive.normative_doc.repealed"] = repealed
	f["proactive.normative_doc.in_force"] = l.stock
	f["proactive.licensing.decisions"] = l.about(v.licensing, year)
	f["proactive.penalty.decisions"] = l.about(v.penalty, year)
	f["proactive.coercion.decisions"] = l.about(v.coercion, year)
	f["proactive.fee.amount_wan"] = l.about(v.feeYuan, year)
}

// documents draws how many normative documents a body issues in a year.
func (l *ledger) documents(year int) int64 {
	if l.body.volume.issued == 0 {
		if l.body.volume.stock > 0 && l.rng.IntN(4) == 0 {
			return 1
		}
		return 0
	}
	return l.about(l.body.volume.issued, year)
}

// proactive2019 fills table 2 of edition 2019; catalogue items roll forward.
func (l *ledger) proactive2019(f figures, year int) {
	v := l.body.volume
	made := l.documents(year)
	if l.body.quiet {
		made = 0
	}
	l.public += made
	l.stock = l.public
	f["proactive.normative_doc.made_2019"] = made
	f["proactive.normative_doc.disclosed_2019"] = made
	f["proactive.normative_doc.public_total_2019"] = l.public
	for _, row := range []string{"licensing", "other_service", "penalty", "coercion", "fee"} {
		l.catalogue(f, row)
	}
	f["proactive.licensing.decisions"] = l.about(v.licensing, year)
	f["proactive.other_service.decisions_2019"] = l.about(l.items["other_service"]*11, year)
	f["proactive.penalty.decisions"] = l.about(v.penalty, year)
	f["proactive.coercion.decisions"] = l.about(v.coercion, year)
	if purchases := l.about(v.purchases, year); purchases > 0 {
		f["proactive.procurement.items_2019"] = purchases
		f["proactive.procurement.amount_2019"] = purchases * (8040 + 10*l.rng.Int64N(9000))
	}
}

// catalogue fills last year's items and this year's change of a row.
func (l *ledger) catalogue(f figures, row string) {
	items := l.items[row]
	change := int64(0)
	if items > 2 {
		change = l.rng.Int64N(9) - 5
		change = max(change, -items)
	}
	f["proactive."+row+".items_prev_2019"] = items
	f["proactive."+row+".items_change_2019"] = change
	l.items[row] = items + change
}
